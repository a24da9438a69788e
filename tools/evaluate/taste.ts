/** The taste protocol over all personas and arms, on every core. */
import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import { PalateError } from "../../src/domain/errors.ts";
import type {
  Persona,
  PersonaResult,
  Protocol,
} from "../../src/evaluation/taste-protocol.ts";
import type { ArmResults } from "../../src/evaluation/taste-report.ts";
import { readCatalogue } from "./arena.ts";
import { ARMS, type Arm } from "./arms.ts";
import type { Answer, Work } from "./worker.ts";

export const CHECKPOINTS = [0, 5, 10, 20, 50] as const;

export interface TasteRun {
  readonly folder: string;
  readonly personas: readonly Persona[];
  readonly arms: readonly Arm[];
  readonly starts: readonly ("seeded" | "cold")[];
  readonly seed: number;
  readonly threads: number;
  readonly onProgress: (done: number, total: number) => void;
}

/** How often the fine-tune runs: the page does it after every pause; here each costs a second. */
const SETTLE_EVERY = 10;

export async function runTaste(run: TasteRun): Promise<ArmResults[]> {
  const runs = run.starts.flatMap((start) =>
    run.arms.map((arm) => ({
      arm,
      start,
      protocol: protocolOf(start, run.seed),
    })),
  );
  const results = runs.map(
    (): PersonaResult[] => new Array<PersonaResult>(run.personas.length),
  );
  const threads = Math.max(1, Math.min(run.threads, run.personas.length));
  let done = 0;
  const total = runs.length * run.personas.length;
  await Promise.all(
    Array.from({ length: threads }, (_, thread) => {
      const indices = run.personas.flatMap((_p, at) =>
        at % threads === thread ? [at] : [],
      );
      const work: Work = {
        folder: run.folder,
        personas: indices.flatMap((at) => run.personas[at] ?? []),
        runs: runs.map(({ arm, protocol }) => ({ arm, protocol })),
      };
      return inThread(work, ({ run: at, persona, result }) => {
        const list = results[at];
        const index = indices[persona];
        if (list && index !== undefined) list[index] = result;
        done += 1;
        run.onProgress(done, total);
      });
    }),
  );
  return runs.map(({ arm, start }, at) => ({
    arm,
    start,
    results: results[at] ?? [],
  }));
}

function protocolOf(start: "seeded" | "cold", seed: number): Protocol {
  return {
    checkpoints: CHECKPOINTS,
    seeds: start === "seeded" ? 2 : 0,
    settleEvery: SETTLE_EVERY,
    cutoff: 20,
    seed,
  };
}

/** A thread does not inherit the loader of TypeScript files, so it registers it and then loads its file. */
const STARTER = `
  Promise.all([import("tsx/esm/api"), import("tsx/cjs/api")]).then(([esm, cjs]) => {
    cjs.register();
    esm.register();
    return import(${JSON.stringify(new URL("./worker.ts", import.meta.url).href)});
  });`;

function inThread(
  work: Work,
  onAnswer: (answer: Answer) => void,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(STARTER, { eval: true, workerData: work });
    worker.on("message", onAnswer);
    worker.on("error", reject);
    worker.on("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Error(`a thread ended with ${code}`));
    });
  });
}

/** `{ personas: [{ id, liked: [item id] }] }`, checked against the catalogue. */
export async function readPersonas(
  file: string,
  folder: string,
  most: number,
): Promise<Persona[]> {
  const catalogue = await readCatalogue(folder);
  const rows = new Map<string, number>(
    catalogue.items.map(({ id }, row) => [id, row]),
  );
  let parsed: unknown;
  try {
    parsed = JSON.parse(await readFile(file, "utf8"));
  } catch (cause) {
    throw new PalateError(
      "bad-input",
      `${file} is not a JSON file.`,
      'Give a file of { "personas": [{ "id": "...", "liked": ["item id"] }] }.',
      { cause },
    );
  }
  const list = fieldOf(parsed, "personas");
  if (!Array.isArray(list) || list.length === 0)
    throw new PalateError("bad-input", `${file} holds no personas.`);
  return spread(list, most).map((entry: unknown, at) => {
    const named = fieldOf(entry, "id");
    const id = typeof named === "string" ? named : String(at);
    const liked = fieldOf(entry, "liked");
    const known = Array.isArray(liked)
      ? liked.flatMap((each) => rows.get(String(each)) ?? [])
      : [];
    if (known.length < 6)
      throw new PalateError(
        "bad-input",
        `Persona ${id} likes ${known.length} items of this catalogue; the protocol needs 6.`,
      );
    return { id, liked: [...new Set(known)] };
  });
}

function fieldOf(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null
    ? Reflect.get(value, key)
    : undefined;
}

/** `most` of the list, evenly spread, so that every kind of person stays in. */
function spread<T>(list: readonly T[], most: number): T[] {
  if (most >= list.length) return [...list];
  return Array.from(
    { length: most },
    (_, at) => list[Math.floor((at * list.length) / most)] as T,
  );
}

export function armsOf(names: string | undefined): Arm[] {
  if (!names) return [...ARMS];
  return names.split(",").map((name) => {
    const arm = ARMS.find((each) => each === name);
    if (!arm)
      throw new PalateError(
        "bad-input",
        `There is no arm "${name}".`,
        `Choose from ${ARMS.join(", ")}.`,
      );
    return arm;
  });
}

export const CORES = availableParallelism();
