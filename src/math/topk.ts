/** Picking the best few of many without sorting all of them. */

/**
 * Indices of the `k` largest scores among `candidates`, best first; equal scores keep the smaller index
 * first, so that a list never depends on the order of a sort.
 */
export function topK(
  scores: ArrayLike<number>,
  k: number,
  candidates?: Iterable<number>,
): number[] {
  const heap: number[] = [];
  const worse = (a: number, b: number): boolean => {
    const x = scores[a] ?? -Infinity;
    const y = scores[b] ?? -Infinity;
    return x < y || (x === y && a > b);
  };
  const all = candidates ?? Array.from({ length: scores.length }, (_, i) => i);
  for (const i of all) {
    if (heap.length < k) {
      heap.push(i);
      siftUp(heap, worse);
    } else if (k > 0 && worse(heap[0] ?? i, i)) {
      heap[0] = i;
      siftDown(heap, worse);
    }
  }
  return heap.sort((a, b) => (worse(a, b) ? 1 : -1));
}

type Worse = (a: number, b: number) => boolean;

function siftUp(heap: number[], worse: Worse): void {
  let at = heap.length - 1;
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (!worse(heap[at] ?? 0, heap[parent] ?? 0)) return;
    swap(heap, at, parent);
    at = parent;
  }
}

function siftDown(heap: number[], worse: Worse): void {
  let at = 0;
  for (;;) {
    let least = at;
    for (const child of [2 * at + 1, 2 * at + 2])
      if (child < heap.length && worse(heap[child] ?? 0, heap[least] ?? 0))
        least = child;
    if (least === at) return;
    swap(heap, at, least);
    at = least;
  }
}

function swap(heap: number[], a: number, b: number): void {
  const held = heap[a] ?? 0;
  heap[a] = heap[b] ?? 0;
  heap[b] = held;
}
