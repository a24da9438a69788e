/** Models that learn from a knowledge graph. */
import { TRANSLATION } from "../../config/knowledge.ts";
import { Compute } from "../../device/compute.ts";
import { PalateError } from "../../domain/errors.ts";
import type { LinkRecipe, Settings } from "../../domain/recipe.ts";
import { Translation, type TranslationSettings } from "./translation.ts";

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
  return new Translation(new Compute(device), kind, numbersOf(settings));
}

/** The settings that a translation model knows; the others are refused. */
function numbersOf(settings: Settings): Partial<TranslationSettings> {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => {
      if (name in TRANSLATION && typeof value === "number")
        return [name, value];
      throw new PalateError(
        "bad-input",
        `Translation models have no setting ${name} = ${value}.`,
        `Choose from ${Object.keys(TRANSLATION).join(", ")}.`,
      );
    }),
  );
}
