/**
 * Encodes the whole catalogue with the bundled encoders: `public/catalogue/vectors.safetensors`. The second
 * half of `npm run catalogue`; the base model is made from it (tools/base).
 */
import { join } from "node:path";
import {
  ENCODED_MODALITIES,
  type EncodedModality,
} from "../../src/domain/modality.ts";
import { writeSafetensors, type Tensor } from "../../src/math/safetensors.ts";
import { IMAGE_SIZE } from "../../src/stages/encoders/picture.ts";
import { AUDIO_SIZE } from "../../src/stages/encoders/sound.ts";
import { TEXT_SIZE } from "../../src/stages/encoders/text.ts";
import { runCommand, stopwatch } from "../lib/cli.ts";
import { writeIfChanged } from "../lib/files.ts";
import {
  CATALOGUE_FOLDER,
  encoderHashes,
  listJobs,
  readCatalogue,
  type Job,
} from "./jobs.ts";
import { encodeAll, type Request } from "./pool.ts";
import {
  matrices,
  quantised,
  readCache,
  writeCache,
  type Vector,
} from "./store.ts";

const SIZES: Readonly<Record<EncodedModality, number>> = {
  text: TEXT_SIZE,
  image: IMAGE_SIZE,
  audio: AUDIO_SIZE,
};
/** Items in one request to a thread: small enough that the last ones end together. */
const REQUEST_SIZE: Readonly<Record<EncodedModality, number>> = {
  text: 128,
  image: 16,
  audio: 4,
};
/** Milliseconds between two lines of progress. */
const PROGRESS_EVERY = 5000;

const HELP = `Usage: npx tsx tools/vectors/index.ts [--force]

Encodes every text, picture and sound of public/catalogue with the models in
public/encoders and writes public/catalogue/vectors.safetensors. Vectors whose
content and encoder did not change are taken from .cache/vectors.

  --force  encode everything again
  --help   this text`;

type Caches = Readonly<Record<EncodedModality, Map<string, Vector>>>;

await runCommand({
  name: "vectors",
  help: HELP,
  options: { force: { type: "boolean", default: false } },
  run: async ({ force }) => {
    const elapsed = stopwatch();
    const catalogue = await readCatalogue();
    const hashes = await encoderHashes();
    const jobs = await listJobs(catalogue.items, hashes);
    const caches = await openCaches(force);
    const tensors: Record<string, Tensor> = {};
    for (const modality of ENCODED_MODALITIES) {
      const made = await encodeMissing(modality, jobs[modality], caches);
      const rows = new Array<Vector | undefined>(catalogue.items.length);
      for (const { row, key } of jobs[modality])
        rows[row] = caches[modality].get(key);
      const size = SIZES[modality];
      const { q8, scale } = matrices(rows, size);
      const n = rows.length;
      tensors[`${modality}.q8`] = { dtype: "I8", shape: [n, size], data: q8 };
      tensors[`${modality}.scale`] = { dtype: "F32", shape: [n], data: scale };
      console.log(
        `${modality}: ${jobs[modality].length} vectors, ${made} encoded now`,
      );
    }
    const file = writeSafetensors(tensors, {
      "palate.catalogue": catalogue.hash,
      ...Object.fromEntries(
        ENCODED_MODALITIES.map((m) => [`palate.encoder.${m}`, hashes[m]]),
      ),
    });
    const path = join(CATALOGUE_FOLDER, "vectors.safetensors");
    const changed = await writeIfChanged(path, file);
    const state = changed ? "written" : "unchanged";
    console.log(`vectors: ${file.length} bytes ${state} in ${elapsed()}`);
  },
});

async function openCaches(force: boolean): Promise<Caches> {
  if (force) return { text: new Map(), image: new Map(), audio: new Map() };
  const [text, image, audio] = await Promise.all([
    readCache("text"),
    readCache("image"),
    readCache("audio"),
  ]);
  return { text, image, audio };
}

/** Encodes what the cache does not hold, and keeps in it only what the catalogue still asks for. */
async function encodeMissing(
  modality: EncodedModality,
  jobs: readonly Job[],
  caches: Caches,
): Promise<number> {
  const cache = caches[modality];
  const contents = new Map<string, string>();
  for (const { key, content } of jobs)
    if (!cache.has(key)) contents.set(key, content);
  if (contents.size > 0) {
    // Texts of like length share a batch.
    const missing = [...contents].sort((a, b) =>
      modality === "text" ? a[1].length - b[1].length : 0,
    );
    try {
      await encodeKeys(modality, missing, cache);
    } finally {
      // What was made before a failure need not be made again.
      const wanted = new Set(jobs.map(({ key }) => key));
      const kept = new Map([...cache].filter(([key]) => wanted.has(key)));
      await writeCache(modality, kept, SIZES[modality]);
    }
  }
  return contents.size;
}

async function encodeKeys(
  modality: EncodedModality,
  missing: readonly (readonly [key: string, content: string])[],
  cache: Map<string, Vector>,
): Promise<void> {
  const step = REQUEST_SIZE[modality];
  const requests: Request[] = [];
  for (let from = 0; from < missing.length; from += step) {
    const part = missing.slice(from, from + step);
    requests.push({ modality, contents: part.map(([, content]) => content) });
  }
  let done = 0;
  const line = (): void =>
    console.log(`${modality}: ${done} of ${missing.length} encoded`);
  const timer = setInterval(line, PROGRESS_EVERY);
  try {
    await encodeAll(requests, (index, { data, count, size }) => {
      for (let i = 0; i < count; i++) {
        const [key] = missing[index * step + i] ?? [];
        if (key === undefined) continue;
        cache.set(key, quantised(data.slice(i * size, (i + 1) * size)));
      }
      done += count;
    });
  } finally {
    clearInterval(timer);
  }
}
