/**
 * Adam on plain arrays (Kingma & Ba 2015, arXiv 1412.6980, algorithm 1) with decoupled decay towards zero
 * (Loshchilov & Hutter 2019, arXiv 1711.05101, algorithm 2). Pure, so that a run can go on anywhere.
 */

export interface AdamState {
  readonly step: number;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

const BETA1 = 0.9;
const BETA2 = 0.999;
const EPSILON = 1e-7;

export function adamStart(size: number): AdamState {
  return {
    step: 0,
    first: new Float32Array(size),
    second: new Float32Array(size),
  };
}

/** The next values and state; nothing is changed in place. */
export function adamStep(
  values: Float32Array,
  gradient: ArrayLike<number>,
  state: AdamState,
  rate: number,
  decay: number,
): { values: Float32Array; state: AdamState } {
  const step = state.step + 1;
  const first = state.first.map(
    (m, i) => BETA1 * m + (1 - BETA1) * (gradient[i] ?? 0),
  );
  const second = state.second.map(
    (v, i) => BETA2 * v + (1 - BETA2) * (gradient[i] ?? 0) ** 2,
  );
  const firstScale = 1 / (1 - BETA1 ** step);
  const secondScale = 1 / (1 - BETA2 ** step);
  const next = values.map(
    (value, i) =>
      value * (1 - rate * decay) -
      (rate * (first[i] ?? 0) * firstScale) /
        (Math.sqrt((second[i] ?? 0) * secondScale) + EPSILON),
  );
  return { values: next, state: { step, first, second } };
}
