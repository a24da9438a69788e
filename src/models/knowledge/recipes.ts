/** Models that learn from a knowledge graph. */
import { EVIDENCE, TRANSLATION } from "../../config/knowledge.ts";
import { Compute } from "../../device/compute.ts";
import { PalateError } from "../../domain/errors.ts";
import type {
  LinkRecipe,
  RecommenderRecipe,
  Settings,
} from "../../domain/recipe.ts";
import { Evidence } from "./evidence.ts";
import { Translation } from "./translation.ts";

export const LINK_PREDICTORS: readonly LinkRecipe[] = [
  {
    task: "links",
    name: "transe",
    title: "TransE",
    source:
      "Bordes et al. 2013; self-adversarial negatives: Sun et al. 2019, arXiv 1902.10197",
    needs: ["graph", "device"],
    random: true,
    settings: [{}, { margin: 6 }, { dimensions: 64 }],
    create: (settings, device) => translation("transe", settings, device),
  },
  {
    task: "links",
    name: "transh",
    title: "TransH",
    source: "Wang et al. 2014, AAAI; self-adversarial negatives as TransE",
    needs: ["graph", "device"],
    random: true,
    settings: [{}, { margin: 6 }],
    create: (settings, device) => translation("transh", settings, device),
  },
];

export const GRAPH_RECOMMENDERS: readonly RecommenderRecipe[] = [
  {
    task: "items",
    name: "graph-evidence",
    title: "Evidence of likes and graph",
    source:
      "item neighbours, walks and graph co-occurrence, stacked (Wolpert 1992)",
    needs: ["graph"],
    random: true,
    settings: [{}, { ridge: 0.03 }],
    create: (settings) => new Evidence(numbersOf(settings, EVIDENCE)),
  },
];

function translation(
  kind: "transe" | "transh",
  settings: Settings,
  device: GPUDevice | null,
): Translation {
  if (device === null)
    throw new PalateError(
      "no-adapter",
      `${kind} needs WebGPU.`,
      "Use --backend webgpu.",
    );
  return new Translation(
    new Compute(device),
    kind,
    numbersOf(settings, TRANSLATION),
  );
}

/** The settings that a model knows; the others are refused. */
function numbersOf<Known extends object>(
  settings: Settings,
  known: Known,
): Partial<Record<keyof Known, number>> {
  const names = Object.keys(known);
  for (const [name, value] of Object.entries(settings))
    if (!names.includes(name) || typeof value !== "number")
      throw new PalateError(
        "bad-input",
        `This model has no setting ${name} = ${String(value)}.`,
        `Choose from ${names.join(", ")}.`,
      );
  return { ...settings } as Partial<Record<keyof Known, number>>;
}
