/**
 * An adapter file says everything that a score needs: a script that shares no code with Palate gets the same
 * numbers out of the file as Palate's own arithmetic, with and without a fine-tune.
 */
import { execFileSync, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { SCALES } from "../../src/config/taste.ts";
import { createRandom } from "../../src/device/random.ts";
import type { Adapter, FineTune } from "../../src/domain/adapter.ts";
import type { KnowledgeGraph } from "../../src/domain/catalogue.ts";
import { ENCODED_MODALITIES } from "../../src/domain/modality.ts";
import type { LogPosition, RatingValue } from "../../src/domain/rating.ts";
import { matrix } from "../../src/math/dense.ts";
import { BLOCKS, scoreOf, type Features } from "../../src/math/features.ts";
import { quantiseRows } from "../../src/math/quantise.ts";
import { readTaste, type TasteContent } from "../../src/pipeline/taste-base.ts";
import { probability } from "../../src/pipeline/taste-rank.ts";
import { Users } from "../../src/pipeline/taste-users.ts";
import { writeAdapter } from "../../src/stages/adapters/write.ts";
import { fuseReference } from "../../src/stages/fusion/reference.ts";
import { writeSafetensors, type Tensor } from "../../src/math/safetensors.ts";
import { tinyCatalogue } from "../../src/testing/catalogue.ts";
import { buildBase } from "../base/build.ts";
import { findPython } from "../lib/python.ts";
import { rootPath } from "../lib/packages.ts";

const python = findPython();
const NO_PYTHON = "there is no Python 3 with numpy here";
const SCRIPT = rootPath("tools", "parity", "scores.py");
const folder = mkdtempSync(join(tmpdir(), "palate-parity-"));
const catalogue = tinyCatalogue(20);
const N = catalogue.items.length;
const random = createRandom(11);
const NEUTRAL = { text: 0, image: 0, audio: 0, graph: 0 };

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function vectors() {
  const some = (missing: (i: number) => boolean) => {
    const x = matrix(N, 16);
    for (let i = 0; i < N; i += 1)
      for (let k = 0; k < 16 && !missing(i); k += 1)
        x.data[i * 16 + k] = random.normal();
    return quantiseRows(x);
  };
  return {
    text: some(() => false),
    image: some((i) => i % 3 === 0),
    audio: some((i) => i % 2 === 0),
  };
}

const graph: KnowledgeGraph = {
  concepts: Array.from({ length: 7 }, (_, k) => ({
    id: `kind:${k}`,
    label: `kind ${k}`,
    kind: "kind",
  })),
  relations: [
    { id: "kind", label: "is a kind of", inverse: "includes", explains: true },
  ],
  triples: Uint32Array.from(
    catalogue.items.flatMap((_, i) => [i, 0, N + (i % 7)]),
  ),
};

async function made(): Promise<{ base: Uint8Array; content: TasteContent }> {
  const encoded = vectors();
  const { file: base } = buildBase({
    catalogue,
    graph,
    vectors: encoded,
    encoders: "test",
    log: () => undefined,
  });
  const tensors: Record<string, Tensor> = {};
  for (const m of ENCODED_MODALITIES) {
    const { q8, scale, rows, columns } = encoded[m];
    tensors[`${m}.q8`] = { dtype: "I8", shape: [rows, columns], data: q8 };
    tensors[`${m}.scale`] = { dtype: "F32", shape: [rows], data: scale };
  }
  const content = await readTaste(
    base,
    writeSafetensors(tensors, {}),
    catalogue,
  );
  return { base, content };
}

function featuresOf({ base }: TasteContent): Features {
  const { fused } = fuseReference(
    base.aligned,
    base.mask,
    base.attention,
    NEUTRAL,
  );
  const { text, image, audio } = base.aligned;
  return { fused, text, image, audio, concepts: base.concepts, scales: SCALES };
}

/** A fine-tune with something in every part of it. */
function someFineTune(columns: number, d: number): FineTune {
  const some = (length: number, size: number) =>
    Float32Array.from({ length }, () => size * random.normal());
  const louder = [0, 2, columns - 1];
  return {
    metric: {
      module: "scorer.metric",
      rank: 4,
      inputs: d,
      outputs: d,
      a: some(4 * d, 0.1),
      b: some(4 * d, 0.1),
      scale: 0.5,
    },
    gains: some(BLOCKS.length, 0.3),
    concepts: { columns: louder, gains: some(louder.length, 0.5) },
    background: [3, 50, 71, 99],
  };
}

const { base, content } = await made();
const features = featuresOf(content);
const basePath = join(folder, "base.safetensors");
writeFileSync(basePath, base);

function adapterOf(tuned: FineTune | null): Adapter {
  const values: RatingValue[] = ["like", "like", "dislike", "skip", "like"];
  return {
    origin: {
      formatVersion: 1,
      baseHash: createHash("sha256").update(base).digest("hex"),
      catalogueHash: catalogue.hash,
      logPosition: 5 as LogPosition,
      seed: 1,
      encoders: ["test"],
    },
    carried: { rows: [4, 31, 50, 77, 118], values, entries: [1, 2, 3, 4, 5] },
    tuned,
  };
}

function write(adapter: Adapter): string {
  const path = join(folder, "adapter.safetensors");
  writeFileSync(path, writeAdapter(adapter));
  return path;
}

describe("the script in Python", () => {
  for (const [name, tuned] of [
    ["no fine-tune", null],
    [
      "a fine-tune",
      someFineTune(features.concepts.columns, features.fused.columns),
    ],
  ] as const) {
    it(`gives the scores of ten items to 1e-4, with ${name}`, (context) => {
      const command = python ?? context.skip(NO_PYTHON);
      const adapter = adapterOf(tuned);
      const printed = execFileSync(command, [
        SCRIPT,
        write(adapter),
        "--base",
        basePath,
        "--json",
      ]).toString();
      const theirs = JSON.parse(printed) as Record<string, number>;
      const user = new Users().of(features, adapter.carried, adapter.tuned);
      const ours = (row: number) =>
        probability(scoreOf(user.weights, features, row));
      const rows = random.sample([...catalogue.items.keys()], 10);
      for (const row of rows)
        expect(Math.abs((theirs[row] ?? NaN) - ours(row))).toBeLessThan(1e-4);
      // Scores that are all alike would agree with anything.
      const spread = rows.map(ours);
      expect(Math.max(...spread) - Math.min(...spread)).toBeGreaterThan(0.01);
    });
  }

  it("refuses a base that the adapter was not made with", (context) => {
    const command = python ?? context.skip(NO_PYTHON);
    const other = { ...adapterOf(null) };
    const path = write({
      ...other,
      origin: { ...other.origin, baseHash: "x" },
    });
    const run = spawnSync(command, [SCRIPT, path, "--base", basePath]);
    expect(run.status).not.toBe(0);
    expect(run.stderr.toString()).toContain("another base model");
  });
});
