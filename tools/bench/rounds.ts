/** How everything is timed: contenders take turns, in an order that turns about, and medians are what counts. */
import { monotonic, since } from "../../src/device/clock.ts";

export interface Contender {
  readonly name: string;
  readonly run: () => Promise<unknown>;
}

export interface Timing {
  /** Milliseconds. */
  readonly median: number;
  /** The fastest and the slowest round. */
  readonly spread: readonly [least: number, most: number];
}

export async function timed(work: () => unknown): Promise<number> {
  const start = monotonic();
  await work();
  return since(start);
}

/** Each contender once a round, forwards and backwards in turns, after one round that does not count. */
export async function takeTurns(
  contenders: readonly Contender[],
  rounds: number,
): Promise<ReadonlyMap<string, Timing>> {
  const times = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round += 1) {
    const order = round % 2 === 0 ? contenders : contenders.toReversed();
    for (const { name, run } of order) {
      const took = await timed(run);
      if (round > 0) times.get(name)?.push(took);
    }
  }
  return new Map([...times].map(([name, values]) => [name, timingOf(values)]));
}

export function timingOf(values: readonly number[]): Timing {
  const sorted = values.toSorted((a, b) => a - b);
  return {
    median: quantile(sorted, 0.5),
    spread: [sorted[0] ?? NaN, sorted.at(-1) ?? NaN],
  };
}

/** Of sorted values, the nearest one. */
export function quantile(sorted: readonly number[], share: number): number {
  const at = Math.ceil(share * sorted.length) - 1;
  return sorted[Math.max(0, at)] ?? NaN;
}
