/** Pretrains every way of fusing, with both tasks and with one at a time. */
import { PRETRAINING } from "../../src/config/pretraining.ts";
import { createRandom } from "../../src/device/random.ts";
import type { Matrix } from "../../src/math/dense.ts";
import {
  ENCODER_MODES,
  type EncoderMode,
} from "../../src/models/pretraining/encoder.ts";
import { pretrain } from "../../src/models/pretraining/pretrain.ts";
import type { BaseModel } from "../../src/pipeline/taste-base.ts";

export interface Trained {
  readonly name: string;
  readonly parameters: number;
  /** First and last loss. */
  readonly loss: readonly [first: number, last: number];
  /** `[N, D]` */
  readonly encoded: Matrix;
}

interface Plan {
  readonly mode: EncoderMode;
  readonly tasks: { readonly next: boolean; readonly reconstruct: boolean };
}

const BOTH = { next: true, reconstruct: true };
const PLANS: readonly Plan[] = [
  ...ENCODER_MODES.map((mode) => ({ mode, tasks: BOTH })),
  { mode: "mean", tasks: { next: true, reconstruct: false } },
  { mode: "mean", tasks: { next: false, reconstruct: true } },
];

export async function trainAll(
  base: BaseModel,
  seed: number,
  say: (line: string) => void,
): Promise<Trained[]> {
  const trained: Trained[] = [];
  for (const { mode, tasks } of PLANS) {
    const name = nameOf(mode, tasks);
    const { encoded, loss, parameters } = await pretrain({
      aligned: base.aligned,
      mask: base.mask,
      concepts: base.concepts,
      mode,
      tasks,
      settings: PRETRAINING,
      random: createRandom(seed),
      signal: new AbortController().signal,
      onStep: (step, steps, value) => {
        if (step % 100 === 0)
          say(`${name}: step ${step} of ${steps}, loss ${value.toFixed(3)}`);
      },
    });
    const [first = NaN, last = NaN] = [loss[0], loss.at(-1)];
    trained.push({ name, parameters, loss: [first, last], encoded });
  }
  return trained;
}

function nameOf(mode: EncoderMode, { next, reconstruct }: Plan["tasks"]) {
  const title = {
    mean: "masked mean",
    attention: "attention",
    joint: "joint tokens",
  }[mode];
  if (next && reconstruct) return `${title}, pretrained`;
  return `${title}, pretrained on ${next ? "walks" : "reconstruction"} alone`;
}
