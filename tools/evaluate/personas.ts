/**
 * Simulated people, made by rule and by seed: a simulation, not a study of anybody.
 *
 * - narrow: the union of two or three concepts of the graph from different domains, 15 to 120 items;
 * - broad: a large part of one or two big concepts, about 3 to 8 % of everything;
 * - hidden: made of attributes that the graph's features do not hold, such as a film's rating, a
 *   country's wealth or the colour of a picture.
 */
import { join } from "node:path";
import { writeFile } from "node:fs/promises";
import sharp from "sharp";
import { createRandom } from "../../src/device/random.ts";
import type { Catalogue, KnowledgeGraph } from "../../src/domain/catalogue.ts";
import type { Item } from "../../src/domain/item.ts";
import type { Random } from "../../src/domain/random.ts";
import { runCommand } from "../lib/cli.ts";
import { rootPath } from "../lib/packages.ts";
import { readCatalogue, readGraph } from "./arena.ts";

const HELP = `Makes a file of simulated people for the taste protocol.

Usage: node --import tsx tools/evaluate/personas.ts --out FILE [--seed N]
         [--count N] [--folder FOLDER]

  --out FILE        where to write { personas: [{ id, kind, liked }] }
  --seed N          default 1; the same seed gives the same people
  --count N         people in all (default 160): 60 % narrow, 20 % broad,
                    20 % of hidden attributes
  --folder FOLDER   the built catalogue (default public/catalogue)`;

interface Simulated {
  readonly id: string;
  readonly kind: string;
  /** What the person likes, for people who read the file. */
  readonly taste: string;
  readonly liked: readonly string[];
}

const SIZES = {
  /** Items of one concept of a narrow person, and of all of them together. */
  concept: [5, 60],
  narrow: [15, 120],
  /** Shares of the catalogue. */
  broad: [0.03, 0.08],
  hidden: [15, 150],
} as const;

if (process.argv[1]?.endsWith("personas.ts"))
  await runCommand({
    name: "personas",
    help: HELP,
    options: {
      out: { type: "string" },
      seed: { type: "string" },
      count: { type: "string" },
      folder: { type: "string" },
    },
    run: async ({ out, seed, count, folder }) => {
      const at = folder ?? rootPath("public", "catalogue");
      const personas = await simulate(
        at,
        Number(seed ?? 1),
        Number(count ?? 160),
      );
      const file = { simulation: true, seed: Number(seed ?? 1), personas };
      await writeFile(out ?? "personas.json", JSON.stringify(file, null, 1));
      console.log(`${personas.length} simulated people`);
    },
  });

export async function simulate(
  folder: string,
  seed: number,
  count: number,
): Promise<Simulated[]> {
  const [catalogue, graph] = await Promise.all([
    readCatalogue(folder),
    readGraph(folder),
  ]);
  const random = createRandom(seed);
  const concepts = conceptsOf(catalogue, graph);
  const attributes = await attributesOf(catalogue, folder);
  const kinds: [kind: string, share: number, make: Make][] = [
    ["narrow", 0.6, () => narrow(concepts, random)],
    ["broad", 0.2, () => broad(concepts, catalogue.items.length, random)],
    ["hidden", 0.2, () => hidden(attributes, random)],
  ];
  const people: Simulated[] = [];
  for (const [kind, share, make] of kinds)
    for (let k = 0; k < Math.round(count * share); k += 1) {
      const { taste, rows } = make();
      people.push({
        id: `${kind}-${k + 1}`,
        kind,
        taste,
        liked: rows.flatMap((row) => catalogue.items[row]?.id ?? []),
      });
    }
  return people;
}

interface Taste {
  readonly taste: string;
  readonly rows: readonly number[];
}
type Make = () => Taste;

interface Group {
  readonly label: string;
  readonly rows: readonly number[];
  /** Domain of most of its items. */
  readonly domain: string;
}

/** The items of each concept: those linked to it, or to something that is linked to it as a kind or part. */
function conceptsOf(catalogue: Catalogue, graph: KnowledgeGraph): Group[] {
  const n = catalogue.items.length;
  const members = new Map<number, Set<number>>();
  const parents = new Map<number, Set<number>>();
  const { triples } = graph;
  const add = (map: Map<number, Set<number>>, key: number, value: number) =>
    map.set(key, (map.get(key) ?? new Set()).add(value));
  for (let at = 0; at < triples.length; at += 3) {
    const head = triples[at] ?? 0;
    const tail = triples[at + 2] ?? 0;
    if (head < n && tail >= n) add(members, tail, head);
    else if (head >= n && tail >= n) add(parents, head, tail);
  }
  const direct = [...members].map(
    ([concept, set]) => [concept, [...set]] as const,
  );
  for (const [concept, rows] of direct)
    for (const parent of parents.get(concept) ?? [])
      for (const row of rows) add(members, parent, row);
  return [...members].map(([concept, set]) => {
    const rows = [...set].sort((a, b) => a - b);
    const counts = new Map<string, number>();
    for (const row of rows) {
      const domain = catalogue.items[row]?.domain ?? "";
      counts.set(domain, (counts.get(domain) ?? 0) + 1);
    }
    const [domain = ""] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? [];
    return { label: graph.concepts[concept - n]?.label ?? "", rows, domain };
  });
}

function within(
  value: number,
  [low, high]: readonly [number, number],
): boolean {
  return value >= low && value <= high;
}

function union(groups: readonly Group[]): number[] {
  return [...new Set(groups.flatMap(({ rows }) => rows))].sort((a, b) => a - b);
}

/** Draws until the size fits; the rules leave far more than enough to find. */
function drawn(make: () => Group[], size: readonly [number, number]): Taste {
  for (;;) {
    const groups = make();
    const rows = union(groups);
    if (within(rows.length, size))
      return { taste: groups.map(({ label }) => label).join(" + "), rows };
  }
}

function narrow(concepts: readonly Group[], random: Random): Taste {
  const fitting = concepts.filter(({ rows }) =>
    within(rows.length, SIZES.concept),
  );
  const domains = [...new Set(fitting.map(({ domain }) => domain))];
  return drawn(
    () =>
      random.sample(domains, 2 + random.integer(2)).flatMap((domain) =>
        random.sample(
          fitting.filter((group) => group.domain === domain),
          1,
        ),
      ),
    SIZES.narrow,
  );
}

function broad(
  concepts: readonly Group[],
  items: number,
  random: Random,
): Taste {
  const size = [SIZES.broad[0] * items, SIZES.broad[1] * items] as const;
  const fitting = concepts.filter(({ rows }) =>
    within(rows.length, [size[0] / 3, size[1]]),
  );
  return drawn(() => random.sample(fitting, 1 + random.integer(3)), size);
}

function hidden(attributes: readonly Group[], random: Random): Taste {
  return drawn(
    () => random.sample(attributes, 1 + random.integer(2)),
    SIZES.hidden,
  );
}

/** Groups by what no triple says. */
async function attributesOf(
  catalogue: Catalogue,
  folder: string,
): Promise<Group[]> {
  const { items } = catalogue;
  const groups: Group[] = [];
  const byRank = (
    label: string,
    domain: string,
    value: (item: Item) => number,
  ) => {
    const known = items
      .map((item, row) => ({
        row,
        value: item.domain === domain ? value(item) : NaN,
      }))
      .filter((each) => Number.isFinite(each.value))
      .sort((a, b) => a.value - b.value)
      .map(({ row }) => row);
    if (known.length < 60) return;
    const part = Math.max(15, Math.round(known.length * 0.06));
    groups.push({
      label: `${label}: lowest`,
      rows: known.slice(0, part),
      domain,
    });
    groups.push({
      label: `${label}: highest`,
      rows: known.slice(-part),
      domain,
    });
  };
  const fact = (name: string) => (item: Item) =>
    Number.parseFloat(
      (item.facts?.[name] ?? "").replaceAll(",", "").replaceAll("$", ""),
    );
  byRank("film rating", "films", fact("IMDb rating"));
  byRank("people of a country", "places", fact("People"));
  byRank("area of a country", "places", fact("Area"));
  byRank("income of a country", "places", fact("Income per person"));
  for (const domain of ["sounds", "instruments"])
    byRank(`length of ${domain}`, domain, (item) => item.sound?.seconds ?? NaN);
  groups.push(...(await colours(items, folder)));
  return groups;
}

/** Things by the mean colour of their picture, in twelve hues. */
async function colours(
  items: readonly Item[],
  folder: string,
): Promise<Group[]> {
  const hues = Array.from({ length: 12 }, (): number[] => []);
  for (const [row, item] of items.entries()) {
    if (item.domain !== "things" || item.picture?.kind !== "picture") continue;
    const picture = await sharp(join(folder, item.picture.src))
      .flatten({ background: "#fff" })
      .resize(16, 16)
      .removeAlpha()
      .raw()
      .toBuffer()
      .catch(() => null);
    // A picture that is not there has no colour.
    if (!picture) continue;
    let [x, y, weight] = [0, 0, 0];
    for (let at = 0; at < picture.length; at += 3) {
      const [r = 0, g = 0, b = 0] = picture.subarray(at, at + 3);
      x += r - (g + b) / 2;
      y += ((g - b) * Math.sqrt(3)) / 2;
      weight += Math.max(r, g, b) - Math.min(r, g, b);
    }
    if (weight < 256 * 12) continue;
    const turn = (Math.atan2(y, x) / (2 * Math.PI) + 1) % 1;
    hues[Math.floor(turn * 12)]?.push(row);
  }
  return hues.flatMap((rows, hue) =>
    rows.length < 15
      ? []
      : [
          {
            label: `pictures of hue ${hue * 30} degrees`,
            rows,
            domain: "things",
          },
        ],
  );
}
