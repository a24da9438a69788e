/**
 * The best K of many eight-bit rows, as three kernels. A workgroup walks over tiles of 64 rows, an invocation always
 * over the same row of each, so nothing is shared and no barrier is needed; loads are 16 bytes wide and adjacent.
 *
 *   score   the key of every row, and the best key of the rows of each invocation (its group)
 *   select  the W-th best group: at least W rows are as good as it, and few more
 *   gather  the rows that are at least as good
 *
 * A key is the score's bits, turned so that keys sort as unsigned numbers do; 0 stands for no row.
 */
import { MAIN_BY_ROW, ROWS_A_GROUP } from "../../device/wgsl.ts";

/** Rows of a tile: one for each invocation of a workgroup. */
export const TILE = ROWS_A_GROUP;

const SHAPE = /* wgsl */ `
struct Shape {
  rows: u32,       // of this chunk
  quads: u32,      // words of a row by four
  tiles: u32,
  workgroups: u32,
  firstRow: u32,   // of this chunk among all
  firstGroup: u32,
}
@group(0) @binding(0) var<uniform> shape: Shape;`;

/** Where the device computes products of packed bytes, and where it must be told how. */
const DOT = {
  packed: /* wgsl */ `
fn dotOf(a: u32, b: u32) -> i32 { return dot4I8Packed(a, b); }`,
  plain: /* wgsl */ `
fn bytesOf(word: u32) -> vec4i {
  return bitcast<vec4i>(vec4u(word << 24u, word << 16u, word << 8u, word)) >> vec4u(24u);
}
fn dotOf(a: u32, b: u32) -> i32 { return dot(bytesOf(a), bytesOf(b)); }`,
} as const;

export function scoreCode(packed: boolean): string {
  return /* wgsl */ `${SHAPE}
@group(0) @binding(1) var<storage, read> vectors: array<vec4u>; // [tiles, quads, ${TILE}]
@group(0) @binding(2) var<storage, read> scales: array<f32>;
@group(0) @binding(3) var<storage, read> query: array<vec4u>;   // [quads]
@group(0) @binding(4) var<storage, read_write> keys: array<u32>;
@group(0) @binding(5) var<storage, read_write> best: array<u32>;
${DOT[packed ? "packed" : "plain"]}
@compute @workgroup_size(${TILE})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) me: u32,
) {
  let mine = group.y * groups.x + group.x;
  if (mine >= shape.workgroups) { return; }
  var most = 0u;
  for (var tile = mine; tile < shape.tiles; tile += shape.workgroups) {
    let row = tile * ${TILE}u + me;
    if (row >= shape.rows) { break; }
    let start = tile * shape.quads * ${TILE}u + me;
    var sum = 0;
    for (var q = 0u; q < shape.quads; q++) {
      let words = vectors[start + q * ${TILE}u];
      let wanted = query[q];
      sum += dotOf(words.x, wanted.x) + dotOf(words.y, wanted.y)
        + dotOf(words.z, wanted.z) + dotOf(words.w, wanted.w);
    }
    let bits = bitcast<u32>(f32(sum) * scales[shape.firstRow + row]);
    let key = select(bits | 0x80000000u, ~bits, bits >= 0x80000000u);
    keys[shape.firstRow + row] = key;
    most = max(most, key);
  }
  best[shape.firstGroup + mine * ${TILE}u + me] = most;
}`;
}

const SELECT_WIDTH = 256;

/** One workgroup: a radix search for the W-th largest of the groups' bests, eight bits at a time. */
export const SELECT = /* wgsl */ `
struct Wanted { groups: u32, count: u32 }
@group(0) @binding(0) var<uniform> wanted: Wanted;
@group(0) @binding(1) var<storage, read> best: array<u32>;
@group(0) @binding(2) var<storage, read_write> found: array<atomic<u32>>; // threshold, count, rows
var<workgroup> bins: array<atomic<u32>, 256>;
var<workgroup> chosen: vec2u; // prefix, and how many are still wanted below it
@compute @workgroup_size(${SELECT_WIDTH})
fn main(@builtin(local_invocation_index) me: u32) {
  if (me == 0u) { chosen = vec2u(0u, wanted.count); }
  for (var shift = 24i; shift >= 0; shift -= 8) {
    atomicStore(&bins[me], 0u);
    workgroupBarrier();
    let prefix = chosen.x;
    let above = u32(shift) + 8u;
    for (var g = me; g < wanted.groups; g += ${SELECT_WIDTH}u) {
      let key = best[g];
      if (above == 32u || (key >> above) == (prefix >> above)) {
        atomicAdd(&bins[(key >> u32(shift)) & 255u], 1u);
      }
    }
    workgroupBarrier();
    if (me == 0u) {
      var left = chosen.y;
      var bin = 255u;
      while (bin > 0u) {
        let here = atomicLoad(&bins[bin]);
        if (here >= left) { break; }
        left -= here;
        bin -= 1u;
      }
      chosen = vec2u(prefix | (bin << u32(shift)), left);
    }
    workgroupBarrier();
  }
  // With fewer groups than are wanted every row is taken; 0 itself stands for no row.
  if (me == 0u) { atomicStore(&found[0], max(chosen.x, 1u)); atomicStore(&found[1], 0u); }
}`;

/** One invocation a group: writes down its rows that are good enough, as long as there is room. */
export const GATHER = /* wgsl */ `${SHAPE}
@group(0) @binding(1) var<storage, read> keys: array<u32>;
@group(0) @binding(2) var<storage, read> best: array<u32>;
@group(0) @binding(3) var<storage, read_write> found: array<atomic<u32>>;
${MAIN_BY_ROW}
  if (at >= shape.workgroups * ${TILE}u) { return; }
  let threshold = atomicLoad(&found[0]);
  if (best[shape.firstGroup + at] < threshold) { return; }
  for (var tile = at / ${TILE}u; tile < shape.tiles; tile += shape.workgroups) {
    let row = tile * ${TILE}u + at % ${TILE}u;
    if (row >= shape.rows) { break; }
    if (keys[shape.firstRow + row] < threshold) { continue; }
    let slot = 2u + atomicAdd(&found[1], 1u);
    if (slot < arrayLength(&found)) { atomicStore(&found[slot], shape.firstRow + row); }
  }
}`;
