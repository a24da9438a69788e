/**
 * One step of the fine-tune as four kernels: the loss of ./objective.ts, its gradients written by hand, and Adam.
 * ./train-gpu.ts gives them their buffers; the tests check every gradient against autodiff and finite differences.
 *
 * With f' = k + B A k (k the row after dropout), U = sum_t alpha_t f'_t, and g the loudness of the fused block:
 *
 *   lead_ip = g (f'_p . U - alpha_p |f'_p|^2 - f'_i . U + alpha_p f'_i . f'_p) + sum_b g_b leads_ip^b
 *   H_ip    = g dL/dlead_ip,  V = dL/dU = sum_ip H_ip (f'_p - f'_i)
 *   dL/df'_p = sum_i H_ip (U - 2 alpha_p f'_p + alpha_p f'_i) + alpha_p V
 *   dL/df'_i = sum_p H_ip (alpha_p f'_p - U)
 *   dL/dB = sum_rows df' x (A k),  dL/dA = sum_rows (B^T df') x k
 *
 * so that the T x T product of the plain version is never made: a step is linear in T. Sums over one workgroup's rows
 * run in one fixed order, and the same seed gives the same bytes.
 */

/** What the kernels share, in the order of `Shape`. */
export interface StepShape {
  /** T, n and the batches of unrated items. */
  readonly rated: number;
  readonly unrated: number;
  readonly batches: number;
}

const DECLARED = {
  shape: "var<uniform> shape: Shape",
  /** `[T + batches * n, D]`: the rated items, then the batches. */
  rows: "var<storage, read> rows: array<f32>",
  /** `[steps, D + 7]`: what dropout keeps of each dimension and block, and Adam's two corrections. */
  noise: "var<storage, read> noise: array<f32>",
  /** `[2, T]`: alpha with the scale of the fused block, and what each like weighs in the loss. */
  weights: "var<storage, read> weights: array<f32>",
  /** `[batches, n * T]`, one component a frozen block. */
  leads: "var<storage, read> leads: array<vec4f>",
  /** `A [r, D]`, `B [D, r]`, then 5 gains. */
  parameters: "var<storage, read_write> parameters: array<f32>",
  /** Adam's first and second moments. */
  moments: "var<storage, read_write> moments: array<f32>",
  /** Steps taken, then the loss of each. */
  progress: "var<storage, read_write> progress: array<f32>",
  /** `[T + n, D / 4]`: f'. */
  adapted: "var<storage, read_write> adapted: array<vec4f>",
  /** `[n + 1, D / 4]`: each unrated item's part of V, then U. */
  pulls: "var<storage, read_write> pulls: array<vec4f>",
  /** Everything else that lives within one step; see `layout`. */
  work: "var<storage, read_write> work: array<f32>",
} as const;

export type StepBuffer = keyof typeof DECLARED;

export interface StepKernel {
  readonly code: string;
  readonly buffers: readonly StepBuffer[];
}

const BLOCKS = 5;
/** Loss and the gradients of the gains, from each unrated item. */
const SUMS = 1 + BLOCKS;
const NOISE_EXTRA = BLOCKS + 2;
/** A warp of most GPUs; a software one pays for every invocation that waits at a barrier. */
export const WORKGROUP = 32;

/** Where each part of `work` begins, as WGSL functions of the shape and as its whole length in floats. */
export function workLength(
  { rated, unrated }: StepShape,
  dimensions: number,
  rank: number,
): number {
  const rows = rated + unrated;
  return rows * (dimensions + 2 * rank) + unrated * (rated + SUMS);
}

function layout(dimensions: number, rank: number): string {
  return /* wgsl */ `
const D = ${dimensions}u;
const Q = D / 4u;
const R = ${rank}u;
const WIDE = ${WORKGROUP}u;
const SLICES = WIDE / R;
const SUMS = ${SUMS}u;
const NOISE = D + ${NOISE_EXTRA}u;
struct Shape {
  rated: u32,
  unrated: u32,
  batches: u32,
  sharpness: f32,
  rate: f32,
  gainRate: f32,
  decay: f32,
}
fn all() -> u32 { return shape.rated + shape.unrated; }
fn slopeAt(row: u32) -> u32 { return row * D; }
fn lowAt(row: u32) -> u32 { return all() * D + row * R; }
fn lowSlopeAt(row: u32) -> u32 { return all() * D + (all() + row) * R; }
fn pairAt(i: u32) -> u32 { return all() * (D + 2u * R) + i * shape.rated; }
fn sumAt(i: u32) -> u32 { return pairAt(shape.unrated) + i * SUMS; }
// The row of the input that stands behind a row of this step.
fn source(row: u32, step: u32) -> u32 {
  let drawn = (step % shape.batches) * shape.unrated;
  return select(row, row + drawn, row >= shape.rated);
}
`;
}

const MAIN = /* wgsl */ `
@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) me: u32) {`;

/** `low_r = sum_d vector_d factor_dr`, shared out over the workgroup; `low` holds it after the barrier. */
const LOW = /* wgsl */ `
var<workgroup> part: array<f32, WIDE>;
var<workgroup> low: array<f32, R>;
fn gatherLow(me: u32, sum: f32) {
  part[me] = sum;
  workgroupBarrier();
  if (me < R) {
    var total = 0.0;
    for (var s = 0u; s < SLICES; s++) { total += part[s * R + me]; }
    low[me] = total;
  }
  workgroupBarrier();
}`;

/** One workgroup a row: `A k` and `f'`. */
const ADAPT = /* wgsl */ `${LOW}${MAIN}
  let row = group.x;
  let step = u32(progress[0]);
  let x = source(row, step) * D;
  let kept = step * NOISE;
  var sum = 0.0;
  for (var d = me / R; d < D; d += SLICES) {
    sum += rows[x + d] * noise[kept + d] * parameters[(me % R) * D + d];
  }
  gatherLow(me, sum);
  if (me < R) { work[lowAt(row) + me] = low[me]; }
  for (var q = me; q < Q; q += WIDE) {
    var value = vec4f();
    for (var k = 0u; k < 4u; k++) {
      let d = 4u * q + k;
      value[k] = rows[x + d] * noise[kept + d];
      for (var r = 0u; r < R; r++) { value[k] += low[r] * parameters[R * D + d * R + r]; }
    }
    adapted[row * Q + q] = value;
  }
}`;

/** One workgroup an unrated item: its leads, its part of the loss and of the gradients of U and of the gains. */
const LEADS = /* wgsl */ `
var<workgroup> user: array<vec4f, Q>;
var<workgroup> own: array<vec4f, Q>;
var<workgroup> losses: array<vec2f, WIDE>;
var<workgroup> gains: array<vec4f, WIDE>;
${MAIN}
  let i = group.x;
  let T = shape.rated;
  let step = u32(progress[0]);
  for (var q = me; q < Q; q += WIDE) {
    var sum = vec4f();
    for (var t = 0u; t < T; t++) { sum += weights[t] * adapted[t * Q + q]; }
    user[q] = sum;
    own[q] = adapted[(T + i) * Q + q];
    if (i == 0u) { pulls[shape.unrated * Q + q] = sum; }
  }
  workgroupBarrier();
  let gain = 2u * R * D;
  let drop = step * NOISE + D;
  let loudFused = exp(parameters[gain]) * noise[drop];
  let loud = vec4f(
    exp(parameters[gain + 1u]) * noise[drop + 1u],
    exp(parameters[gain + 2u]) * noise[drop + 2u],
    exp(parameters[gain + 3u]) * noise[drop + 3u],
    exp(parameters[gain + 4u]) * noise[drop + 4u],
  );
  // The loss and the fused gain; the other gains.
  var mine = vec2f();
  var others = vec4f();
  for (var p = me; p < T; p += WIDE) {
    let like = weights[T + p];
    var pair = 0.0;
    if (like > 0.0) {
      let alpha = weights[p];
      var each = vec4f();
      for (var q = 0u; q < Q; q++) {
        let f = adapted[p * Q + q];
        each += f * (user[q] + alpha * (own[q] - f)) - own[q] * user[q];
      }
      let fused = dot(each, vec4f(1.0));
      let rest = loud * leads[((step % shape.batches) * shape.unrated + i) * T + p];
      let x = -shape.sharpness * (fused * loudFused + dot(rest, vec4f(1.0)));
      let slack = exp(-abs(x));
      let falling = select(slack, 1.0, x >= 0.0) / (1.0 + slack);
      let grade = -like * shape.sharpness * falling;
      mine += vec2f(like * (max(x, 0.0) + log(1.0 + slack)), grade * fused * loudFused);
      others += grade * rest;
      pair = grade * loudFused;
    }
    work[pairAt(i) + p] = pair;
  }
  losses[me] = mine;
  gains[me] = others;
  // What this workgroup wrote of the pairs is read by all of it below.
  storageBarrier();
  workgroupBarrier();
  if (me == 0u) {
    for (var other = 1u; other < WIDE; other++) {
      mine += losses[other];
      others += gains[other];
    }
    let at = sumAt(i);
    work[at] = mine.x;
    work[at + 1u] = mine.y;
    work[at + 2u] = others.x;
    work[at + 3u] = others.y;
    work[at + 4u] = others.z;
    work[at + 5u] = others.w;
  }
  for (var q = me; q < Q; q += WIDE) {
    var pull = vec4f();
    for (var p = 0u; p < T; p++) {
      pull += work[pairAt(i) + p] * (adapted[p * Q + q] - own[q]);
    }
    pulls[i * Q + q] = pull;
  }
}`;

/** One workgroup a row: its gradient, and that through B. The first one counts the step, which no other kernel does. */
const SLOPES = /* wgsl */ `${LOW}
var<workgroup> slope: array<vec4f, Q>;
fn ratedSlope(p: u32, q: u32) -> vec4f {
  let alpha = weights[p];
  let f = adapted[p * Q + q];
  let u = pulls[shape.unrated * Q + q];
  var sum = vec4f();
  for (var i = 0u; i < shape.unrated; i++) {
    let apart = u + alpha * (adapted[(shape.rated + i) * Q + q] - 2.0 * f);
    sum += work[pairAt(i) + p] * apart + alpha * pulls[i * Q + q];
  }
  return sum;
}
fn unratedSlope(i: u32, q: u32) -> vec4f {
  let u = pulls[shape.unrated * Q + q];
  var sum = vec4f();
  for (var p = 0u; p < shape.rated; p++) {
    sum += work[pairAt(i) + p] * (weights[p] * adapted[p * Q + q] - u);
  }
  return sum;
}
${MAIN}
  let row = group.x;
  if (row == 0u && me == 0u) { progress[0] += 1.0; }
  for (var q = me; q < Q; q += WIDE) {
    var found: vec4f;
    if (row < shape.rated) { found = ratedSlope(row, q); }
    else { found = unratedSlope(row - shape.rated, q); }
    slope[q] = found;
    for (var k = 0u; k < 4u; k++) { work[slopeAt(row) + 4u * q + k] = found[k]; }
  }
  workgroupBarrier();
  var sum = 0.0;
  for (var q = me / R; q < Q; q += SLICES) {
    let first = R * D + 4u * q * R + me % R;
    let column = vec4f(
      parameters[first],
      parameters[first + R],
      parameters[first + 2u * R],
      parameters[first + 3u * R],
    );
    sum += dot(slope[q], column);
  }
  gatherLow(me, sum);
  if (me < R) { work[lowSlopeAt(row) + me] = low[me]; }
}`;

/** One invocation a parameter: its gradient and its step of Adam with decoupled decay (as src/math/adam.ts). */
const UPDATE = /* wgsl */ `${MAIN}
  let k = group.x * WIDE + me;
  let A = R * D;
  let count = 2u * A + ${BLOCKS}u;
  let taken = u32(progress[0]);
  let step = taken - 1u;
  if (k > count) { return; }
  if (k == count) {
    var loss = 0.0;
    for (var i = 0u; i < shape.unrated; i++) { loss += work[sumAt(i)]; }
    progress[taken] = loss;
    return;
  }
  var grade = 0.0;
  if (k < A) {
    for (var row = 0u; row < all(); row++) {
      grade += work[lowSlopeAt(row) + k / D] * rows[source(row, step) * D + k % D];
    }
    grade *= noise[step * NOISE + k % D];
  } else if (k < 2u * A) {
    let j = k - A;
    for (var row = 0u; row < all(); row++) {
      grade += work[slopeAt(row) + j / R] * work[lowAt(row) + j % R];
    }
  } else {
    for (var i = 0u; i < shape.unrated; i++) { grade += work[sumAt(i) + 1u + k - 2u * A]; }
  }
  let rate = select(shape.rate, shape.gainRate, k >= 2u * A);
  let first = 0.9 * moments[k] + 0.1 * grade;
  let second = 0.999 * moments[count + k] + 0.001 * grade * grade;
  moments[k] = first;
  moments[count + k] = second;
  let corrected = sqrt(second * noise[step * NOISE + NOISE - 1u]) + 1e-7;
  let change = first * noise[step * NOISE + NOISE - 2u] / corrected;
  parameters[k] = parameters[k] * (1.0 - rate * shape.decay) - rate * change;
}`;

/** The kernels of a step, in their order. */
export function stepKernels(
  dimensions: number,
  rank: number,
): Readonly<Record<"adapt" | "leads" | "slopes" | "update", StepKernel>> {
  const kernel = (body: string, ...buffers: StepBuffer[]): StepKernel => ({
    buffers,
    code: [
      ...buffers.map(
        (name, at) => `@group(0) @binding(${at}) ${DECLARED[name]};`,
      ),
      layout(dimensions, rank),
      body,
    ].join("\n"),
  });
  const always: StepBuffer[] = ["shape", "parameters", "work"];
  return {
    adapt: kernel(ADAPT, ...always, "adapted", "rows", "noise", "progress"),
    leads: kernel(
      LEADS,
      ...always,
      "adapted",
      "pulls",
      "weights",
      "leads",
      "noise",
      "progress",
    ),
    slopes: kernel(
      SLOPES,
      ...always,
      "adapted",
      "pulls",
      "weights",
      "progress",
    ),
    update: kernel(UPDATE, ...always, "rows", "noise", "moments", "progress"),
  };
}
