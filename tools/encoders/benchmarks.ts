/**
 * What the encoders are measured on: emoji names, emoji pictures and sound clips, each with the group that
 * a good neighbour shares. Labels come from the data's own editors, none from us.
 */
import { readFile, readdir } from "node:fs/promises";
import type { Pixels } from "../../src/stages/encoders/picture.ts";
import type { Rows } from "../../src/stages/encoders/run.ts";
import type { Samples } from "../../src/stages/encoders/sound.ts";
import { packagePath, readPackageJson } from "../lib/packages.ts";
import { decodePicture, decodeSound } from "../vectors/decode.ts";

export interface Labelled<T> {
  readonly inputs: readonly T[];
  readonly labels: readonly string[];
}

interface Emoji {
  readonly hexcode: string;
  readonly label: string;
  readonly group?: number;
  readonly subgroup?: number;
}

/** Unicode's groups of emoji by number, as emojibase has them. */
const COMPONENTS = 2;
const FLAGS = 9;
/** Smileys and animals: enough variety for a quick check. */
const FEW = [0, 3];

export type Extent = "few" | "all";

/** Every emoji but components (skin tones, hair), and flags, whose names all begin with "flag". */
async function emojis(extent: Extent): Promise<Emoji[]> {
  const all = (await readPackageJson(
    "emojibase-data",
    "en",
    "data.json",
  )) as Emoji[];
  return all.filter(({ group }) => {
    if (group === undefined || group === COMPONENTS || group === FLAGS)
      return false;
    return extent === "all" || FEW.includes(group);
  });
}

/** Names by subgroup ("cat-face", "food-fruit"). */
export async function emojiNames(): Promise<Labelled<string>> {
  const all = await emojis("all");
  return {
    inputs: all.map(({ label }) => label),
    labels: all.map(({ subgroup }) => String(subgroup)),
  };
}

/** Pictures by subgroup. */
export async function emojiPictures(extent: Extent): Promise<Labelled<Pixels>> {
  const folder = packagePath("@lobehub/fluent-emoji-3d", "assets");
  const files = new Map(
    (await readdir(folder)).map((file) => [
      file.replaceAll("-fe0f", "").replace(".webp", ""),
      `${folder}/${file}`,
    ]),
  );
  const inputs: Pixels[] = [];
  const labels: string[] = [];
  for (const { hexcode, subgroup } of await emojis(extent)) {
    const path = files.get(hexcode.toLowerCase().replaceAll("-fe0f", ""));
    if (path === undefined) continue;
    inputs.push(await decodePicture(await readFile(path), path));
    labels.push(String(subgroup));
  }
  return { inputs, labels };
}

/** Clips by kind, the first part of their file names ("bd", "tabla", "loop"). */
export async function soundClips(): Promise<Labelled<Samples>> {
  const folder = packagePath("supersonic-scsynth-samples", "samples");
  const files = (await readdir(folder))
    .filter((name) => name.endsWith(".flac"))
    .sort();
  const inputs: Samples[] = [];
  for (const name of files)
    inputs.push(await decodeSound(await readFile(`${folder}/${name}`), name));
  return { inputs, labels: files.map((name) => name.split("_")[0] ?? name) };
}

/** Share of rows whose nearest other row by cosine has the same label. */
export function neighbourAccuracy(
  rows: Rows,
  labels: readonly string[],
): number {
  const { data, count, size } = rows;
  const lengths = Array.from({ length: count }, (_, row) =>
    Math.hypot(...data.subarray(row * size, (row + 1) * size)),
  );
  let right = 0;
  for (let a = 0; a < count; a++) {
    let best = -Infinity;
    let nearest = a;
    for (let b = 0; b < count; b++) {
      if (b === a) continue;
      let dot = 0;
      for (let i = 0; i < size; i++)
        dot += (data[a * size + i] ?? 0) * (data[b * size + i] ?? 0);
      const similarity = dot / (lengths[b] || 1);
      if (similarity <= best) continue;
      best = similarity;
      nearest = b;
    }
    if (labels[nearest] === labels[a]) right++;
  }
  return right / count;
}

/** Chance: the probability that two different rows share a label. */
export function chance(labels: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const label of labels) counts.set(label, (counts.get(label) ?? 0) + 1);
  const pairs = [...counts.values()].reduce((sum, n) => sum + n * (n - 1), 0);
  return pairs / (labels.length * (labels.length - 1));
}

/** Columns `[from, to)` of every row. */
export function columns(rows: Rows, from: number, to: number): Rows {
  const size = to - from;
  const data = new Float32Array(rows.count * size);
  for (let row = 0; row < rows.count; row++) {
    const start = row * rows.size;
    data.set(rows.data.subarray(start + from, start + to), row * size);
  }
  return { data, count: rows.count, size };
}

/** Cosine of row i of one to row i of the other. */
export function cosines(a: Rows, b: Rows): number[] {
  const { size } = a;
  return Array.from({ length: a.count }, (_, row) => {
    const from = row * size;
    const x = a.data.subarray(from, from + size);
    const y = b.data.subarray(from, from + size);
    let dot = 0;
    for (let i = 0; i < size; i++) dot += (x[i] ?? 0) * (y[i] ?? 0);
    return dot / (Math.hypot(...x) * Math.hypot(...y));
  });
}
