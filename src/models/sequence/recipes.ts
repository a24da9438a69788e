/** Models of what comes next in a history. */
import { NEXT_BLEND } from "../../config/sequence.ts";
import type { RecommenderRecipe } from "../../domain/recipe.ts";
import { NextBlend } from "./next-blend.ts";

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
];
