/**
 * The kernels of TransE (Bordes et al. 2013) and TransH (Wang et al. 2014, AAAI, section 3) with the L1 distance:
 *
 *   TransE  f(h, r, t) = |h + r - t|_1
 *   TransH  f(h, r, t) = |h' + r - t'|_1,  e' = e - (w_r . e) w_r,  |w_r| = 1          (eq. 4)
 *
 * Either side of a triple can be open, and with `q = h' + r` or `q = t' - r` both are `|q - e'|_1`, so one set of
 * kernels serves both sides, training and ranking. Triples of a chunk share their negatives.
 *
 * Gradients are written by hand: with s = sign(q - e') and c the weight that the loss puts on the distance,
 *   dq = c s,  de = -c s  (TransH: de = c (z w - s), dw = c (a s + z e), with a = w . e and z = w . s).
 * Nothing is added atomically: every gradient has its own row, and `applyCode` sums the rows that belong to one
 * vector, so the same seed gives the same model on every run.
 *
 * An invocation holds a tile of triples and of entities in registers, so that each vector that is loaded is used many
 * times. How large a tile pays depends on the adapter: a GPU wants many invocations, while on the software adapter a
 * load costs as much as dozens of operations.
 */

export interface Layout {
  /** d, a multiple of four times `quads`. */
  readonly dimensions: number;
  /** TransH where true, TransE where false. */
  readonly hyperplane: boolean;
  /** Triples, and entities, of one tile; chunks and their negatives are multiples of it. */
  readonly tile: number;
  /** Vectors of four dimensions that an invocation carries where it holds gradients. */
  readonly quads: number;
}

/** A text for every number below `count`. */
function each(count: number, text: (j: number) => string): string {
  return Array.from({ length: count }, (_, j) => text(j)).join("\n  ");
}

/** A text for every pair. */
function pairs(
  rows: number,
  columns: number,
  text: (j: number, p: number) => string,
): string {
  return each(rows, (j) => each(columns, (p) => text(j, p)));
}

function head(dimensions: number): string {
  return /* wgsl */ `
const Q = ${dimensions / 4}u;  // vec4 of a vector
struct Shape {
  triples: u32,    // B
  chunk: u32,      // triples that share negatives
  negatives: u32,  // K of each chunk
  sign: f32,       // +1: the tail is open, q = h + r; -1: the head is open, q = t - r
  margin: f32,
  temperature: f32,
}
@group(0) @binding(0) var<uniform> shape: Shape;
// c with the signs of x
fn signed(c: f32, x: vec4f) -> vec4f {
  return bitcast<vec4f>(vec4u(bitcast<u32>(c)) ^ (bitcast<vec4u>(x) & vec4u(0x80000000u)));
}
fn length1(x: vec4f) -> f32 { return dot(abs(x), vec4f(1.0)); }`;
}

/** Entry point of `invocations` of work. */
function main(invocations: string): string {
  return /* wgsl */ `
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let at = id.x;
  if (at >= ${invocations}) { return; }`;
}

const READABLE = {
  entities: "vec4f", // [entities, D]
  relations: "vec4f", // [relations, D]
  normals: "vec4f", // [relations, D], unit rows
  batch: "u32", // [3 B + n]: known entities, relations, true entities, then the negatives of chunk after chunk
  composed: "vec4f", // [B, D] q
  truth: "vec4f", // [B]: distance of the true entity, its a and z, w . known
  distances: "f32", // [B, K]; after `weighCode` the weights of the loss
  along: "vec2f", // a and z of every pair, laid out as the distances
  gradients: "vec4f", // [rows, D]: q, true entities, negatives; TransH: known entities, normals
  losses: "f32", // [B] summed over the steps
} as const;
type Name = keyof typeof READABLE;

/** Bindings 1, 2 ... in this order; `+` marks those that are written. */
function bindings(names: readonly (Name | `+${Name}`)[]): string {
  return names
    .map((marked, at) => {
      const name = marked.replace("+", "") as Name;
      const access = marked === name ? "read" : "read_write";
      return `@group(0) @binding(${at + 1}) var<storage, ${access}> ${name}: array<${READABLE[name]}>;`;
    })
    .join("\n");
}

/** One invocation a triple: `q`, and of the true entity the distance, `a` and `z`. */
export function composeCode({ dimensions, hyperplane }: Layout): string {
  const normals = hyperplane ? (["normals"] as const) : [];
  return /* wgsl */ `${head(dimensions)}
${bindings(["entities", "relations", "batch", "+composed", "+truth", ...normals])}
${main("shape.triples")}
  let known = batch[at] * Q;
  let relation = batch[shape.triples + at] * Q;
  let answer = batch[2u * shape.triples + at] * Q;
  var a = 0.0;
  var along = 0.0;
  ${
    hyperplane
      ? /* wgsl */ `for (var k = 0u; k < Q; k++) {
    let w = normals[relation + k];
    a += dot(w, entities[answer + k]);
    along += dot(w, entities[known + k]);
  }`
      : ""
  }
  var distance = 0.0;
  var z = 0.0;
  for (var k = 0u; k < Q; k++) {
    let w = ${hyperplane ? "normals[relation + k]" : "vec4f()"};
    let q = entities[known + k] - along * w + shape.sign * relations[relation + k];
    let x = q - entities[answer + k] + a * w;
    distance += length1(x);
    z += dot(w, signed(1.0, x));
    composed[at * Q + k] = q;
  }
  truth[at] = vec4f(distance, a, z, along);
}`;
}

/** A tile of triples by a tile of entities an invocation: distances, and for TransH `a` and `z` of every pair. */
export function distanceCode({ dimensions, hyperplane, tile }: Layout): string {
  const bent = hyperplane ? (["normals", "+along"] as const) : [];
  return /* wgsl */ `${head(dimensions)}
${bindings(["entities", "batch", "composed", "+distances", ...bent])}
${main(`shape.triples / ${tile}u * (shape.negatives / ${tile}u)`)}
  let wide = shape.negatives / ${tile}u;
  let b = at / wide * ${tile}u;
  let i = at % wide * ${tile}u;
  let first = 3u * shape.triples + b / shape.chunk * shape.negatives + i;
  ${each(tile, (j) => `let e${j} = batch[first + ${j}u] * Q; let q${j} = (b + ${j}u) * Q;`)}
  ${pairs(tile, tile, (j, p) => `var d${j}_${p} = 0.0;`)}
  ${hyperplane ? shadows(tile) : ""}
  for (var k = 0u; k < Q; k++) {
    ${each(tile, (j) => `let x${j} = composed[q${j} + k]; let y${j} = entities[e${j} + k];`)}
    ${hyperplane ? each(tile, (j) => `let w${j} = normals[r${j} + k];`) : ""}
    ${pairs(tile, tile, (j, p) =>
      hyperplane
        ? `{ let x = x${j} - y${p} + a${j}_${p} * w${j}; d${j}_${p} += length1(x); z${j}_${p} += dot(w${j}, signed(1.0, x)); }`
        : `d${j}_${p} += length1(x${j} - y${p});`,
    )}
  }
  let place = b * shape.negatives + i;
  ${pairs(tile, tile, (j, p) => `distances[place + ${j}u * shape.negatives + ${p}u] = d${j}_${p};`)}
  ${hyperplane ? pairs(tile, tile, (j, p) => `along[place + ${j}u * shape.negatives + ${p}u] = vec2f(a${j}_${p}, z${j}_${p});`) : ""}
}`;
}

/** The shadow of every entity of the tile on every normal of it. */
function shadows(tile: number): string {
  return /* wgsl */ `${each(tile, (j) => `let r${j} = batch[shape.triples + b + ${j}u] * Q;`)}
  ${pairs(tile, tile, (j, p) => `var a${j}_${p} = 0.0; var z${j}_${p} = 0.0;`)}
  for (var k = 0u; k < Q; k++) {
    ${each(tile, (j) => `let w${j} = normals[r${j} + k]; let y${j} = entities[e${j} + k];`)}
    ${pairs(tile, tile, (j, p) => `a${j}_${p} += dot(w${j}, y${p});`)}
  }`;
}

/**
 * One invocation a triple. Self-adversarial loss (Sun et al. 2019, arXiv 1902.10197, eqs. 5 and 6):
 *   L = -log sigmoid(gamma - d) - sum_i p_i log sigmoid(d_i - gamma),  p = softmax(alpha (gamma - d_i)), held fixed.
 * The distances become what the loss weighs them with; a negative that is the true entity weighs nothing.
 */
export const weighCode = /* wgsl */ `${head(4)}
${bindings(["batch", "+truth", "+distances", "+losses"])}
${main("shape.triples")}
  let answer = batch[2u * shape.triples + at];
  let first = 3u * shape.triples + at / shape.chunk * shape.negatives;
  let row = at * shape.negatives;
  var nearest = 1e30;
  for (var i = 0u; i < shape.negatives; i++) {
    if (batch[first + i] != answer) { nearest = min(nearest, distances[row + i]); }
  }
  var total = 1e-30;
  for (var i = 0u; i < shape.negatives; i++) {
    if (batch[first + i] != answer) {
      total += exp(shape.temperature * (nearest - distances[row + i]));
    }
  }
  let lack = truth[at].x - shape.margin;
  let small = exp(-abs(lack));
  var loss = max(lack, 0.0) + log(1.0 + small);
  for (var i = 0u; i < shape.negatives; i++) {
    let place = row + i;
    let d = distances[place];
    let p = select(0.0, exp(shape.temperature * (nearest - d)) / total, batch[first + i] != answer);
    let x = shape.margin - d;
    let e = exp(-abs(x));
    loss += p * (max(x, 0.0) + log(1.0 + e));
    distances[place] = -p * select(e, 1.0, x > 0.0) / (1.0 + e);
  }
  truth[at].x = select(small, 1.0, lack > 0.0) / (1.0 + small);
  losses[at] += loss;
}`;

/** A tile of triples by a few dimensions an invocation: gradients of `q`, of the true entity, and (TransH) of `w`. */
export function pullCode({
  dimensions,
  hyperplane,
  tile,
  quads,
}: Layout): string {
  const bent = hyperplane ? (["normals", "along"] as const) : [];
  return /* wgsl */ `${head(dimensions)}
${bindings(["entities", "batch", "composed", "distances", "truth", "+gradients", ...bent])}
${main(`shape.triples / ${tile}u * (Q / ${quads}u)`)}
  let b = at / (Q / ${quads}u) * ${tile}u;
  let k = at % (Q / ${quads}u) * ${quads}u;
  let first = 3u * shape.triples + b / shape.chunk * shape.negatives;
  let behind = 3u * shape.triples + shape.triples / shape.chunk * shape.negatives;
  ${pairs(tile, quads, (j, p) => `let x${j}_${p} = composed[(b + ${j}u) * Q + k + ${p}u]; var g${j}_${p} = vec4f();`)}
  ${hyperplane ? pairs(tile, quads, (j, p) => `let w${j}_${p} = normals[batch[shape.triples + b + ${j}u] * Q + k + ${p}u]; var v${j}_${p} = vec4f();`) : ""}
  for (var i = 0u; i < shape.negatives; i++) {
    let entity = batch[first + i] * Q + k;
    let place = b * shape.negatives + i;
    ${each(quads, (p) => `let y${p} = entities[entity + ${p}u];`)}
    ${each(
      tile,
      (j) => `{
      let c = distances[place + ${j}u * shape.negatives];
      ${hyperplane ? `let az = along[place + ${j}u * shape.negatives];` : ""}
      ${each(quads, (p) =>
        hyperplane
          ? `{ let s = signed(c, x${j}_${p} - y${p} + az.x * w${j}_${p}); g${j}_${p} += s; v${j}_${p} += az.x * s + c * az.y * y${p}; }`
          : `g${j}_${p} += signed(c, x${j}_${p} - y${p});`,
      )}
    }`,
    )}
  }
  ${pairs(
    tile,
    quads,
    (j, p) => `{
    let t = truth[b + ${j}u];
    let y = entities[batch[2u * shape.triples + b + ${j}u] * Q + k + ${p}u];
    let w = ${hyperplane ? `w${j}_${p}` : "vec4f()"};
    let s = signed(t.x, x${j}_${p} - y + t.y * w);
    let row = (b + ${j}u) * Q + k + ${p}u;
    gradients[row] = g${j}_${p} + s;
    gradients[shape.triples * Q + row] = t.x * t.z * w - s;
    ${hyperplane ? `gradients[behind * Q + row] = v${j}_${p} + t.y * s + t.x * t.z * y;` : ""}
  }`,
  )}
}`;
}

/**
 * TransH only, one invocation a triple: the way back from `q = known - (w . known) w + sign r` to the known entity
 * and to `w`; what reaches the relation stays in the row of `q`, and the known entity gets a row of its own.
 */
export function unprojectCode({ dimensions }: Layout): string {
  return /* wgsl */ `${head(dimensions)}
${bindings(["entities", "normals", "batch", "truth", "+gradients"])}
${main("shape.triples")}
  let known = batch[at] * Q;
  let relation = batch[shape.triples + at] * Q;
  let own = (2u * shape.triples + shape.triples / shape.chunk * shape.negatives + at) * Q;
  var down = 0.0;
  for (var k = 0u; k < Q; k++) { down += dot(gradients[at * Q + k], normals[relation + k]); }
  let along = truth[at].w;
  for (var k = 0u; k < Q; k++) {
    let g = gradients[at * Q + k];
    gradients[own + k] = g - down * normals[relation + k];
    gradients[own + shape.triples * Q + k] -= down * entities[known + k] + along * g;
  }
}`;
}

/** A tile of negatives by a few dimensions an invocation: their gradients. */
export function pushCode({
  dimensions,
  hyperplane,
  tile,
  quads,
}: Layout): string {
  const bent = hyperplane ? (["normals", "along"] as const) : [];
  return /* wgsl */ `${head(dimensions)}
${bindings(["entities", "batch", "composed", "distances", "+gradients", ...bent])}
${main(`shape.triples / shape.chunk * (shape.negatives / ${tile}u) * (Q / ${quads}u)`)}
  let n = at / (Q / ${quads}u) * ${tile}u;
  let k = at % (Q / ${quads}u) * ${quads}u;
  let b0 = n / shape.negatives * shape.chunk;
  let i = n % shape.negatives;
  ${pairs(tile, quads, (j, p) => `let y${j}_${p} = entities[batch[3u * shape.triples + n + ${j}u] * Q + k + ${p}u]; var g${j}_${p} = vec4f();`)}
  for (var b = b0; b < b0 + shape.chunk; b++) {
    let place = b * shape.negatives + i;
    ${each(quads, (p) => `let x${p} = composed[b * Q + k + ${p}u];`)}
    ${hyperplane ? each(quads, (p) => `let w${p} = normals[batch[shape.triples + b] * Q + k + ${p}u];`) : ""}
    ${each(
      tile,
      (j) => `{
      let c = distances[place + ${j}u];
      ${hyperplane ? `let az = along[place + ${j}u];` : ""}
      ${each(quads, (p) =>
        hyperplane
          ? `g${j}_${p} += c * az.y * w${p} - signed(c, x${p} - y${j}_${p} + az.x * w${p});`
          : `g${j}_${p} -= signed(c, x${p} - y${j}_${p});`,
      )}
    }`,
    )}
  }
  ${pairs(tile, quads, (j, p) => `gradients[(2u * shape.triples + n + ${j}u) * Q + k + ${p}u] = g${j}_${p};`)}
}`;
}

/**
 * One vec4 of one vector an invocation: the sum of the gradient rows that belong to it, and one step of Adagrad
 * (Duchi et al. 2011, section 1, diagonal form). `index` is laid out as `grouped` (./batches.ts) makes it.
 */
export function applyCode({ dimensions }: Layout): string {
  return /* wgsl */ `
const Q = ${dimensions / 4}u;
struct Step { sign: f32, rate: f32 }
@group(0) @binding(0) var<uniform> step: Step;
@group(0) @binding(1) var<storage, read> index: array<u32>;
@group(0) @binding(2) var<storage, read> gradients: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> table: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> squares: array<vec4f>;
${main("index[0] * Q")}
  let touched = index[0];
  let n = at / Q;
  let k = at % Q;
  let rows = 2u + 2u * touched;
  var g = vec4f();
  for (var row = index[1u + touched + n]; row < index[2u + touched + n]; row++) {
    g += gradients[index[rows + row] * Q + k];
  }
  g *= step.sign;
  let place = index[1u + n] * Q + k;
  let square = squares[place] + g * g;
  squares[place] = square;
  table[place] -= step.rate * g / sqrt(square);
}`;
}

/** TransH: the touched normals get length 1 again (the paper's eq. 3 as a hard constraint). */
export function unitCode({ dimensions }: Layout): string {
  return /* wgsl */ `
const Q = ${dimensions / 4}u;
@group(0) @binding(0) var<storage, read> index: array<u32>;
@group(0) @binding(1) var<storage, read_write> table: array<vec4f>;
${main("index[0]")}
  let place = index[1u + at] * Q;
  var square = 1e-20;
  for (var k = 0u; k < Q; k++) { square += dot(table[place + k], table[place + k]); }
  for (var k = 0u; k < Q; k++) { table[place + k] *= inverseSqrt(square); }
}`;
}
