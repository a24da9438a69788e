/** Contact sheets for the eye: every item of a domain as a tile with its title, most familiar first. */
import { mkdir } from "node:fs/promises";
import sharp from "sharp";
import { DOMAINS, type Item } from "../../src/domain/item.ts";

const TILE = 128;
const LABEL = 22;
const COLUMNS = 12;
const ROWS = 10;

function escape(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}

async function tile(folder: string, item: Item): Promise<Buffer> {
  const label = Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${String(TILE)}" height="${String(LABEL)}"><text x="4" y="15" font-size="12" font-family="sans-serif">${escape(item.title.slice(0, 21))}</text></svg>`,
  );
  const base = sharp({
    create: {
      width: TILE,
      height: TILE + LABEL,
      channels: 3,
      background: "#fff",
    },
  });
  const parts = [{ input: label, left: 0, top: TILE }];
  if (item.picture)
    parts.push({
      input: await sharp(`${folder}/${item.picture.src}`)
        .resize(TILE - 8, TILE - 8, { fit: "contain", background: "#fff0" })
        .png()
        .toBuffer(),
      left: 4,
      top: 4,
    });
  return base.composite(parts).png().toBuffer();
}

async function sheet(
  folder: string,
  items: readonly Item[],
  path: string,
): Promise<void> {
  const rows = Math.ceil(items.length / COLUMNS);
  const tiles = await Promise.all(items.map((item) => tile(folder, item)));
  await sharp({
    create: {
      width: COLUMNS * TILE,
      height: rows * (TILE + LABEL),
      channels: 3,
      background: "#fff",
    },
  })
    .composite(
      tiles.map((input, i) => ({
        input,
        left: (i % COLUMNS) * TILE,
        top: Math.floor(i / COLUMNS) * (TILE + LABEL),
      })),
    )
    .png()
    .toFile(path);
}

export async function writeSheets(
  folder: string,
  items: readonly Item[],
  out: string,
  say: (line: string) => void,
): Promise<void> {
  await mkdir(out, { recursive: true });
  for (const domain of DOMAINS) {
    const own = items.filter((item) => item.domain === domain && item.picture);
    own.sort((a, b) => b.familiarity - a.familiarity || (a.id < b.id ? -1 : 1));
    const size = COLUMNS * ROWS;
    for (let at = 0; at < own.length; at += size)
      await sheet(
        folder,
        own.slice(at, at + size),
        `${out}/${domain}-${String(at / size + 1).padStart(2, "0")}.png`,
      );
    say(`sheets of ${String(own.length)} ${domain} in ${out}`);
  }
}
