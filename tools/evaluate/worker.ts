/** One thread of the taste protocol: takes personas, answers with their results. */
import { parentPort, workerData } from "node:worker_threads";
import { createRandom } from "../../src/device/random.ts";
import {
  judge,
  type Persona,
  type PersonaResult,
  type Protocol,
} from "../../src/evaluation/taste-protocol.ts";
import { openArena } from "./arena.ts";
import { createLearner, type Arm } from "./arms.ts";

export interface Work {
  readonly folder: string;
  readonly personas: readonly Persona[];
  readonly runs: readonly { readonly arm: Arm; readonly protocol: Protocol }[];
}

export interface Answer {
  readonly run: number;
  readonly persona: number;
  readonly result: PersonaResult;
}

const { folder, personas, runs } = workerData as Work;
const arena = await openArena(folder);
const learners = new Map<Arm, ReturnType<typeof createLearner>>();
for (const [index, persona] of personas.entries())
  for (const [run, { arm, protocol }] of runs.entries()) {
    const learner = learners.get(arm) ?? createLearner(arm, arena);
    learners.set(arm, learner);
    const result = await judge(
      learner,
      persona,
      arena.ids.length,
      protocol,
      // The same for every arm, so that all meet the same halves and seeds.
      createRandom(protocol.seed + hash(persona.id)),
    );
    parentPort?.postMessage({ run, persona: index, result } satisfies Answer);
  }

function hash(text: string): number {
  let value = 7;
  for (const character of text)
    value = (Math.imul(value, 31) + (character.codePointAt(0) ?? 0)) | 0;
  return value;
}
