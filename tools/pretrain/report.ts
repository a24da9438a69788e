/** docs/ablation.md: what each modality, each way of fusing and the pretraining are worth. */
import { PRETRAINING } from "../../src/config/pretraining.ts";
import { createRandom } from "../../src/device/random.ts";
import {
  lead,
  percent,
  short,
  table,
  type ArmResults,
} from "../../src/evaluation/taste-report.ts";
import { machine } from "../evaluate/outcome.ts";
import { CHECKPOINTS } from "./ablation.ts";
import type { Trained } from "./train.ts";
import { SHIPPED, type Variant } from "./variants.ts";

export interface AblationFound {
  readonly variants: readonly Variant[];
  readonly trained: readonly Trained[];
  readonly arms: readonly ArmResults[];
  readonly adapter: string;
  readonly data: string;
  readonly seed: number;
  readonly seconds: number;
}

const HEADINGS: Record<Variant["group"], string> = {
  modalities: "Modalities",
  fusion: "Other ways of fusing",
  pretraining: "Pretraining on the catalogue",
};

export function report(found: AblationFound): string {
  const { arms, trained, seconds, adapter, data, seed } = found;
  const people = arms[0]?.results.length ?? 0;
  return [
    "# What fusion and pretraining are worth",
    "",
    `A **simulation**: ${people} people made by rule (\`tools/evaluate/personas.ts\`), not a study of anybody. Written by \`npm run pretrain -- --data ${data} --seed ${seed}\` in ${Math.round(seconds)} s on ${machine()}; trained on: ${adapter}.`,
    `Each row is the plain fold-in on other features of the same items: NDCG@20 after ${CHECKPOINTS.join(", ")} ratings, two likes named at the start, and below it the lead over what ships (${SHIPPED}) with a 95 % interval of the paired bootstrap over people.`,
    ...Object.entries(HEADINGS).flatMap(([group, heading]) => [
      "",
      `## ${heading}`,
      "",
      table(
        [
          "features",
          ...CHECKPOINTS.map(String),
          "lead at 10",
          "lead at 20",
          "hidden attributes at 20",
        ],
        rowsOf(found, group),
      ),
    ]),
    "",
    "## How it was trained",
    "",
    `${PRETRAINING.steps} Adam steps over ${PRETRAINING.walks} walks of ${PRETRAINING.length} items each. The walks go over the same concepts that narrow and broad people are made of, so a gain for these is partly circular; people of hidden attributes are the check.`,
    "",
    table(
      ["encoder", "parameters", "loss, first batch", "loss, last batch"],
      trained.map(({ name, parameters, loss }) => [
        name,
        String(parameters),
        loss[0].toFixed(3),
        loss[1].toFixed(3),
      ]),
    ),
    "",
  ].join("\n");
}

function rowsOf({ variants, arms }: AblationFound, group: string): string[][] {
  const shipped = arms.find(({ arm }) => arm === SHIPPED);
  return variants
    .filter((variant) => variant.group === group || variant.name === SHIPPED)
    .map(({ name }) => {
      const own = arms.find(({ arm }) => arm === name);
      if (!own || !shipped)
        throw new RangeError(`nothing was measured of ${name}`);
      const leadAt = (
        count: (typeof CHECKPOINTS)[number],
        kind: string,
      ): string =>
        name === SHIPPED
          ? "ships"
          : percent(
              lead(
                own,
                shipped,
                CHECKPOINTS.indexOf(count),
                createRandom(1),
                kind,
              ),
            );
      const means = CHECKPOINTS.map((_, at) =>
        short(
          own.results.reduce((sum, { ndcg }) => sum + (ndcg[at] ?? 0), 0) /
            own.results.length,
        ),
      );
      return [
        name,
        ...means,
        leadAt(10, "all"),
        leadAt(20, "all"),
        leadAt(20, "hidden"),
      ];
    });
}
