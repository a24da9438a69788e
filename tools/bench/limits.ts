/** What the adapter itself can do, measured in the same run: the yardstick for every kernel. */
import type { Compute } from "../../src/device/compute.ts";
import type { Section } from "./report.ts";
import { takeTurns } from "./rounds.ts";

export interface Limits {
  /** Bytes a millisecond, read and written both counted. */
  readonly copy: number;
  /** Multiplications and additions a millisecond. */
  readonly f32: number;
}

const COPY_BYTES = 32 * 1024 * 1024;
const LANES = 65_536;
const TURNS = 256;
/** Operations of one turn: four fused products and sums of four numbers. */
const TURN_OPERATIONS = 2 * 4 * 4;

const MULTIPLY = /* wgsl */ `
@group(0) @binding(0) var<storage, read_write> out: array<vec4f>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let seed = f32(id.x) * 1e-6;
  var a = vec4f(seed, 0.1, 0.2, 0.3);
  var b = vec4f(0.4, seed, 0.5, 0.6);
  var c = vec4f(0.7, 0.8, seed, 0.9);
  var d = vec4f(1.0, 1.1, 1.2, seed);
  for (var i = 0u; i < ${TURNS}u; i++) {
    a = fma(a, b, c);
    b = fma(b, c, d);
    c = fma(c, d, a);
    d = fma(d, a, b);
  }
  out[id.x] = a + b + c + d;
}`;

export async function measureLimits(
  compute: Compute,
  rounds: number,
): Promise<{ limits: Limits; section: Section }> {
  const pipeline = await compute.pipeline(MULTIPLY);
  const [from, to] = [compute.empty(COPY_BYTES), compute.empty(COPY_BYTES)];
  const out = compute.empty(16 * LANES);
  const group = compute.bind(pipeline, [out]);
  const { queue } = compute.device;
  const times = await takeTurns(
    [
      {
        name: "copy",
        run: () => {
          const encoder = compute.device.createCommandEncoder();
          encoder.copyBufferToBuffer(from, 0, to, 0, COPY_BYTES);
          queue.submit([encoder.finish()]);
          return queue.onSubmittedWorkDone();
        },
      },
      {
        name: "f32",
        run: () => {
          compute.run([{ pipeline, group, count: LANES / 64 }]);
          return queue.onSubmittedWorkDone();
        },
      },
    ],
    rounds,
  );
  compute.release([from, to, out]);
  const took = (name: string): number => times.get(name)?.median ?? NaN;
  const limits = {
    copy: (2 * COPY_BYTES) / took("copy"),
    f32: (LANES * TURNS * TURN_OPERATIONS) / took("f32"),
  };
  return {
    limits,
    section: {
      title: "The adapter's own limits",
      note: "Medians of one copy of 32 MiB (read and written both counted) and of one kernel of nothing but fused multiplications.",
      head: ["limit", "measured"],
      rows: [
        ["copy bandwidth, GB/s", limits.copy / 1e6],
        ["f32 rate, GFLOP/s", limits.f32 / 1e6],
      ],
    },
  };
}
