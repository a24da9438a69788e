/** A small catalogue whose structure is known: items of one group share a concept. */
import { createRandom } from "../device/random.ts";
import type { Modality } from "../domain/modality.ts";
import { matrix, row, unitRows, type Matrix } from "../math/dense.ts";
import { sparseRows, type SparseRows } from "../math/sparse.ts";

export const GROUPS = 4;
export const ITEMS = 32;
export const DIMENSIONS = 8;

export interface GroupedCatalogue {
  readonly aligned: Readonly<Record<Modality, Matrix>>;
  readonly mask: Readonly<Record<Modality, Float32Array>>;
  readonly concepts: SparseRows;
}

/** Text says nothing of an item's group, the graph does, and so does the picture that half of the items have. */
export function groupedCatalogue(): GroupedCatalogue {
  const random = createRandom(5);
  const noise = () => {
    const m = matrix(ITEMS, DIMENSIONS);
    m.data.forEach((_, at) => (m.data[at] = random.normal()));
    return m;
  };
  const aligned = {
    text: noise(),
    image: noise(),
    audio: matrix(ITEMS, DIMENSIONS),
    graph: noise(),
  };
  const all = new Float32Array(ITEMS).fill(1);
  const some = Float32Array.from(all, (_, i) => (i % 2 === 0 ? 1 : 0));
  for (let i = 0; i < ITEMS; i += 1) {
    const group = i % GROUPS;
    row(aligned.graph, i)[group] = 4;
    row(aligned.image, i)[GROUPS + group] = 4;
    if (!some[i]) row(aligned.image, i).fill(0);
  }
  for (const m of Object.values(aligned)) unitRows(m);
  return {
    aligned,
    mask: {
      text: all,
      image: some,
      audio: new Float32Array(ITEMS),
      graph: all,
    },
    concepts: sparseRows(
      Array.from({ length: ITEMS }, (_, i) => new Map([[i % GROUPS, 1]])),
      GROUPS,
    ),
  };
}
