/**
 * `third-party-licences.md` of the built site: the licence text of every package that it may contain. The
 * bundler would list what the page bundles, but not what its worker does; so everything that ships is listed.
 */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { shippedPackages, type ShippedPackage } from "../lib/lockfile.ts";
import { rootPath } from "../lib/packages.ts";

const LICENCE_FILE = /^(licen[cs]e|notice|copying)(\.|-|$)/i;

async function textOf({ path }: ShippedPackage): Promise<string | undefined> {
  const folder = rootPath(path);
  // Packages for other platforms are in the lockfile and not on this disk.
  const names = await readdir(folder).catch(() => undefined);
  if (names === undefined) return undefined;
  const files = names.filter((name) => LICENCE_FILE.test(name)).sort();
  const texts = await Promise.all(
    files.map((name) => readFile(join(folder, name), "utf8")),
  );
  return texts.map((text) => text.trim()).join("\n\n");
}

/** Writes the file and says how many packages are in it. */
export async function writeThirdParty(target: string): Promise<number> {
  const sections: string[] = [];
  for (const shipped of await shippedPackages(rootPath())) {
    const text = await textOf(shipped);
    if (text === undefined) continue;
    const head = `## ${shipped.name} ${shipped.version} (${shipped.licence ?? "see below"})`;
    sections.push(text === "" ? head : `${head}\n\n\`\`\`\n${text}\n\`\`\``);
  }
  const head =
    "# Licences of the programs that this site contains\n\nWhere its items, sounds and encoder weights come from stands in NOTICE.md.";
  await writeFile(target, `${[head, ...sections].join("\n\n")}\n`);
  return sections.length;
}
