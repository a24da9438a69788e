/** Pieces of WGSL that several kernels need. */

/** The four signed bytes of a word, lowest first; works without the language feature for packed integers. */
export const UNPACK = /* wgsl */ `
fn unpack(word: u32) -> vec4f {
  let high = vec4u(word << 24u, word << 16u, word << 8u, word);
  return vec4f(bitcast<vec4i>(high) >> vec4u(24u));
}`;

/** Invocations of every kernel with one row or one number each. */
export const ROWS_A_GROUP = 64;

/** The header of a kernel whose invocation `at` is its place among all, in however many rows of workgroups. */
export const MAIN_BY_ROW = /* wgsl */ `
@compute @workgroup_size(${ROWS_A_GROUP})
fn main(@builtin(global_invocation_id) id: vec3u, @builtin(num_workgroups) groups: vec3u) {
  let at = id.y * groups.x * ${ROWS_A_GROUP}u + id.x;`;

export function groupsOf(rows: number): number {
  return Math.ceil(rows / ROWS_A_GROUP);
}
