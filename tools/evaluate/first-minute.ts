/**
 * `--protocol first-minute`: how long until a newcomer meets something to like. Before the first like nothing is
 * known of a person, so each way of choosing is one fixed order of items, and a simulated person walks down it.
 */
import { readFile, writeFile } from "node:fs/promises";
import { cpus } from "node:os";
import { join } from "node:path";
import { createRandom } from "../../src/device/random.ts";
import { readTaste } from "../../src/pipeline/taste-base.ts";
import { coverOrder } from "../../src/stages/scoring/cover.ts";
import { rootPath } from "../lib/packages.ts";
import { readCatalogue } from "./arena.ts";
import { medoidsOf } from "./medoids.ts";
import { wholeNumber, type EvaluateOptions } from "./options.ts";
import { simulate } from "./personas.ts";

/** Cards after which somebody without a like counts as lost. */
const AFTER = [5, 10, 20, 30, 50] as const;
/** Cards in an order; nobody looks at more in a first minute. */
const LONGEST = 50;
const DRAWS = 3;
const PEOPLE = 200;
/** Random has no order of its own: it is drawn this often. */
const SHUFFLES = 20;

interface Person {
  readonly kind: string;
  readonly liked: ReadonlySet<number>;
}

/** Cards until the first like, from 1; Infinity when the order ends before. */
function firstLike(order: readonly number[], { liked }: Person): number {
  const at = order.findIndex((row) => liked.has(row));
  return at < 0 ? Infinity : at + 1;
}

interface Way {
  readonly name: string;
  readonly orders: readonly (readonly number[])[];
}

/** Share of people without a like after each number of cards, for one draw of people. */
function lost({ orders }: Way, people: readonly Person[]): number[] {
  const firsts = orders.flatMap((order) =>
    people.map((person) => firstLike(order, person)),
  );
  return AFTER.map(
    (cards) => firsts.filter((first) => first > cards).length / firsts.length,
  );
}

function median({ orders }: Way, people: readonly Person[]): number {
  const firsts = orders
    .flatMap((order) => people.map((person) => firstLike(order, person)))
    .sort((a, b) => a - b);
  return firsts[Math.floor(firsts.length / 2)] ?? Infinity;
}

async function waysOf(folder: string, seed: number): Promise<Way[]> {
  const [catalogue, base, vectors] = await Promise.all([
    readCatalogue(folder),
    readFile(join(folder, "base.safetensors")),
    readFile(join(folder, "vectors.safetensors")),
  ]);
  const content = await readTaste(base, vectors, catalogue);
  const { items } = catalogue;
  const rows = items.map((_, row) => row);
  const random = createRandom(seed);
  const known = [...rows].sort(
    (a, b) => (items[b]?.familiarity ?? 0) - (items[a]?.familiarity ?? 0),
  );
  return [
    {
      name: "random",
      orders: Array.from({ length: SHUFFLES }, () =>
        random.sample(rows, LONGEST),
      ),
    },
    { name: "best known first", orders: [known.slice(0, LONGEST)] },
    {
      name: "k-medoids",
      orders: [medoidsOf(content.base, LONGEST, random)],
    },
    {
      name: "concept cover",
      orders: [coverOrder(content.base.concepts, content.coverItems, LONGEST)],
    },
  ];
}

interface Line {
  readonly way: string;
  readonly kind: string;
  /** `[draws][AFTER]` */
  readonly lost: readonly (readonly number[])[];
  readonly medians: readonly number[];
}

export async function evaluateFirstMinute(
  options: EvaluateOptions,
): Promise<void> {
  const folder = options.folder ?? rootPath("public", "catalogue");
  const seed = wholeNumber("seed", options.seed, 1);
  const draws = wholeNumber("seeds", options.seeds, DRAWS, 1);
  const people = wholeNumber("personas", options.personas, PEOPLE, 1);
  const ways = await waysOf(folder, seed);
  const catalogue = await readCatalogue(folder);
  const rowOf = new Map<string, number>(
    catalogue.items.map(({ id }, row) => [id, row]),
  );
  const drawn: Person[][] = [];
  for (let draw = 0; draw < draws; draw += 1) {
    // Not the draws that the cover's numbers were chosen on, which began at 1.
    const simulated = await simulate(folder, 100 + seed + draw, people);
    drawn.push(
      simulated.map(({ kind, liked }) => ({
        kind,
        liked: new Set(liked.flatMap((id) => rowOf.get(id) ?? [])),
      })),
    );
  }
  const lines = ways.flatMap((way) =>
    ["all", "narrow", "broad", "hidden"].map((kind): Line => {
      const of = drawn.map((all) =>
        all.filter((person) => kind === "all" || person.kind === kind),
      );
      return {
        way: way.name,
        kind,
        lost: of.map((each) => lost(way, each)),
        medians: of.map((each) => median(way, each)),
      };
    }),
  );
  const text = pageOf(lines, { seed, draws, people });
  console.log(text);
  if (options.docs) await writeFile(options.docs, text);
  if (options.out)
    await writeFile(options.out, JSON.stringify({ after: AFTER, lines }));
}

const percent = (value: number): string => `${(100 * value).toFixed(0)} %`;

/** Mean and the range over the draws of people. */
function spread(values: readonly number[]): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const half = (Math.max(...values) - Math.min(...values)) / 2;
  return `${percent(mean)} ± ${(100 * half).toFixed(0)}`;
}

function pageOf(
  lines: readonly Line[],
  { seed, draws, people }: Record<"seed" | "draws" | "people", number>,
): string {
  const rows = lines.map(({ way, kind, lost: shares, medians }) => [
    `${way}, ${kind}`,
    ...AFTER.map((_, at) => spread(shares.map((share) => share[at] ?? 0))),
    medians
      .map((value) => (value > LONGEST ? `> ${LONGEST}` : value))
      .join(", "),
  ]);
  const head = ["order", ...AFTER.map(String), "median card"];
  const widths = head.map((title, at) =>
    Math.max(title.length, ...rows.map((row) => String(row[at]).length)),
  );
  const line = (cells: readonly (string | number)[]): string =>
    `| ${cells.map((cell, at) => (at === 0 ? String(cell).padEnd(widths[at] ?? 0) : String(cell).padStart(widths[at] ?? 0))).join(" | ")} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? "-".repeat(width) : `${"-".repeat(width - 1)}:`)).join(" | ")} |`;
  return `# The first minute

How many simulated people have met nothing to like after so many cards, by how the cards are chosen. Written by
\`npm run evaluate -- --protocol first-minute --seed ${seed} --seeds ${draws} --personas ${people} --docs docs/first-minute.md\`
on ${cpus()[0]?.model ?? "an unknown processor"}; no GPU takes part. ${draws} draws of ${people} people (60 % narrow, 20 % broad,
20 % of attributes that no feature holds; tools/evaluate/personas.ts), none of which chose any number of the
cover; the spread is half the range over the draws. Simulated people are rules and no study of anybody.

Before the first like there is nothing to learn from but what was passed over, so each way is one order: random
(${SHUFFLES} shuffles), the best known items first, ${LONGEST} medoids of the catalogue in the model's own space, largest
cluster first (Park & Jun 2009), and the concept cover that the page shows (src/stages/scoring/cover.ts), which
counts every card that was skipped as an answer about its concepts.

${[line(head), rule, ...rows.map(line)].join("\n")}
`;
}
