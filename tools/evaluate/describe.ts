/** The taste protocol's results as JSON and as the page docs/taste.md. */
import { createRandom } from "../../src/device/random.ts";
import {
  CARDS,
  lead,
  percent,
  rowsOf,
  short,
  table,
  type ArmResults,
} from "../../src/evaluation/taste-report.ts";
import { machine } from "./outcome.ts";
import { CHECKPOINTS } from "./taste.ts";

export interface Found {
  readonly results: readonly ArmResults[];
  readonly seed: number;
  readonly seconds: number;
  readonly data: string;
}

const COMPARED = [
  ["adapter", "nn"],
  ["adapter", "nn-tuned"],
  ["adapter", "fold-in"],
  ["fold-in", "nn-tuned"],
] as const;

export function describe({ results, seed, seconds, data }: Found) {
  const rows = rowsOf(results);
  const leads = leadsOf(results);
  const adapter = "tfjs-wasm in Node";
  const people = results[0]?.results.length ?? 0;
  const json = {
    protocol: "taste",
    simulation: true,
    adapter,
    machine: machine(),
    data,
    seed,
    seconds: Math.round(seconds),
    checkpoints: CHECKPOINTS,
    rows,
    leads,
  };
  const markdown = [
    "# How fast a taste is learned",
    "",
    `A **simulation**: ${people} people made by rule (\`tools/evaluate/personas.ts\`), not a study of anybody.`,
    `Written by \`npm run evaluate -- --protocol taste --data ${data.replace(/^.*\//, "")} --seed ${seed}\` in ${Math.round(seconds)} s on ${machine()}; adapter: ${adapter}.`,
    "Half of each person's likes are held out and never shown; intervals are 95 %, paired bootstrap over people.",
    ...(["seeded", "cold"] as const).flatMap((start) => {
      const own = rows.filter((row) => row.start === start);
      if (own.length === 0) return [];
      return [
        "",
        `## ${start === "seeded" ? "Seeded: two likes are named at the start" : "Cold: nothing is named"}`,
        "",
        `NDCG@20 over held-out likes and never-liked items after ${CHECKPOINTS.join(" / ")} ratings; likes found among the shown; share without a like after ${CARDS.join(" / ")} cards.`,
        "",
        table(
          [
            "arm",
            "people",
            ...CHECKPOINTS.map(String),
            "found",
            ...CARDS.map((n) => `none@${n}`),
          ],
          own.map((row) => [
            `${row.arm}, ${row.kind}`,
            String(row.people),
            ...row.ndcg.map(short),
            row.found.toFixed(1),
            ...row.without.map((share) => `${Math.round(100 * share)} %`),
          ]),
        ),
        ...(leads.some((each) => each.start === start)
          ? [
              "",
              "By how much the first arm leads the second:",
              "",
              table(
                ["arms", ...CHECKPOINTS.map(String)],
                leads
                  .filter((each) => each.start === start)
                  .map(({ ours, theirs, kind, at }) => [
                    `${ours} over ${theirs}, ${kind}`,
                    ...at.map(percent),
                  ]),
              ),
            ]
          : []),
      ];
    }),
    "",
  ].join("\n");
  return { json, markdown };
}

function leadsOf(results: readonly ArmResults[]) {
  return (["seeded", "cold"] as const).flatMap((start) =>
    COMPARED.flatMap(([ours, theirs]) => {
      const find = (arm: string): ArmResults | undefined =>
        results.find((each) => each.arm === arm && each.start === start);
      const a = find(ours);
      const b = find(theirs);
      if (!a || !b) return [];
      return [
        {
          start,
          ours,
          theirs,
          kind: "all",
          at: CHECKPOINTS.map((_, at) => lead(a, b, at, createRandom(1))),
        },
      ];
    }),
  );
}
