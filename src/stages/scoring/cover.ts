/**
 * The list before any like: one concept after another. A person likes a few small corners of the
 * catalogue, and an item that nobody wanted says that its concepts are not among them, so each card
 * should open as many concepts as possible that no earlier card has opened. Greedy maximum coverage is
 * within 1 - 1/e of the best such list (Nemhauser, Wolsey & Fisher 1978).
 */
import { COVER } from "../../config/taste.ts";
import { DOMAINS, type Domain } from "../../domain/item.ts";
import type { SparseRows } from "../../math/sparse.ts";

/** What the cover needs to know of an item. */
export interface CoverItem {
  readonly domain: Domain;
  /** In [0, 1]. */
  readonly familiarity: number;
  readonly pictured: boolean;
}

/**
 * @param concepts `[N, C]`; only which entries exist matters
 * @param seen rows that were rated already; their concepts count as opened
 * @param open whether a row may be shown
 * @returns rows, best first
 */
export function coverOrder(
  concepts: SparseRows,
  items: readonly CoverItem[],
  count: number,
  seen: readonly number[] = [],
  open: (row: number) => boolean = () => true,
): number[] {
  const worth = conceptWorth(concepts, items);
  const taken = new Uint8Array(concepts.rows);
  const show = (row: number): void => {
    taken[row] = 1;
    for (const column of columnsOf(concepts, row))
      worth[column] = (worth[column] ?? 0) * COVER.again;
  };
  seen.forEach(show);
  const turns = new Map<Domain, number>(DOMAINS.map((domain) => [domain, 0]));
  const order: number[] = [];
  while (order.length < count) {
    let best = -1;
    let bestGain = -Infinity;
    for (let row = 0; row < concepts.rows; row += 1) {
      const item = items[row];
      if (!item || taken[row] || !open(row)) continue;
      let gain = 0;
      for (const column of columnsOf(concepts, row)) gain += worth[column] ?? 0;
      gain *= appeal(item) * COVER.turn ** (turns.get(item.domain) ?? 0);
      if (gain > bestGain) {
        best = row;
        bestGain = gain;
      }
    }
    const chosen = items[best];
    if (!chosen) break;
    show(best);
    order.push(best);
    for (const [domain, turn] of turns) turns.set(domain, turn * COVER.forget);
    turns.set(chosen.domain, (turns.get(chosen.domain) ?? 0) + 1);
  }
  return order;
}

/**
 * `[C]`: how likely a concept is somebody's taste, before anything is known. Every domain is as likely to
 * hold it as any other, so a concept of a domain with few concepts is worth more; small and large concepts
 * share the worth of a domain, because some people are narrow and some are broad.
 */
function conceptWorth(
  concepts: SparseRows,
  items: readonly CoverItem[],
): Float64Array {
  const home = Array.from(
    { length: concepts.columns },
    () => new Int32Array(DOMAINS.length),
  );
  items.forEach(({ domain }, row) => {
    const at = DOMAINS.indexOf(domain);
    for (const column of columnsOf(concepts, row)) {
      const counts = home[column];
      if (counts) counts[at] = (counts[at] ?? 0) + 1;
    }
  });
  const group = new Int32Array(concepts.columns).fill(-1);
  const members = new Float64Array(DOMAINS.length * COVER.classes.length);
  home.forEach((counts, column) => {
    const size = counts.reduce((sum, count) => sum + count, 0);
    const kind = COVER.classes.findIndex(
      ({ items: [low, high] }) => size >= low && size < high,
    );
    if (kind < 0) return;
    const domain = counts.indexOf(Math.max(...counts));
    group[column] = kind * DOMAINS.length + domain;
    members[kind * DOMAINS.length + domain] =
      (members[kind * DOMAINS.length + domain] ?? 0) + 1;
  });
  return Float64Array.from(group, (at) => {
    const kind = COVER.classes[Math.floor(at / DOMAINS.length)];
    return kind ? kind.worth / (members[at] ?? 1) : 0;
  });
}

function appeal({ familiarity, pictured }: CoverItem): number {
  const known = COVER.unfamiliar + (1 - COVER.unfamiliar) * familiarity;
  return known * (pictured ? 1 : COVER.unpictured);
}

function* columnsOf(m: SparseRows, row: number): Generator<number> {
  for (let k = m.offsets[row] ?? 0; k < (m.offsets[row + 1] ?? 0); k += 1)
    yield m.indices[k] ?? 0;
}
