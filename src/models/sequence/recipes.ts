/** Models of what comes next in a history. */
import { NEXT_BLEND, TRANSFORMER } from "../../config/sequence.ts";
import type { RecommenderRecipe } from "../../domain/recipe.ts";
import { NextBlend } from "./next-blend.ts";
import { Transformer } from "./transformer.ts";

export const SEQUENCES: readonly RecommenderRecipe[] = [
  {
    task: "items",
    name: "next-blend",
    title: "Blend of signs of what comes next",
    source:
      "directed transitions, two hops, neighbours, words; a conditional logit (McFadden 1974)",
    needs: ["order"],
    random: true,
    settings: [{}, { recencyPower: 0.5 }, { lagPower: 1 }],
    create: (settings) => new NextBlend({ ...NEXT_BLEND, ...settings }),
  },
  {
    task: "items",
    name: "transformer",
    title: "Causal transformer",
    source:
      "SASRec: Kang & McAuley 2018, arXiv 1808.09781, with cross-entropy over drawn items",
    needs: ["order"],
    random: true,
    settings: [{}, { dropout: 0.1 }, { negatives: 1024 }],
    create: (settings) => new Transformer({ ...TRANSFORMER, ...settings }),
  },
];
