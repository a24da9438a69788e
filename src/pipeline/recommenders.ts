/** Every trainable model there is, by name: one list for the command, the Lab and the automatic choice. */
import type { Recipe } from "../domain/recipe.ts";
import { BASELINES } from "../models/baselines/recipes.ts";
import { COLLABORATIVE } from "../models/collaborative/recipes.ts";
import { GRAPH_FILTERS } from "../models/graph-filter/recipes.ts";
import {
  GRAPH_RECOMMENDERS,
  LINK_PREDICTORS,
} from "../models/knowledge/recipes.ts";
import { SEQUENCES } from "../models/sequence/recipes.ts";

/** Each kind of model adds its own recipes (`src/models/KIND/recipes.ts`). */
export const RECIPES: readonly Recipe[] = [
  ...BASELINES,
  ...GRAPH_FILTERS,
  ...COLLABORATIVE,
  ...GRAPH_RECOMMENDERS,
  ...SEQUENCES,
  ...LINK_PREDICTORS,
];

export function recipeOf(name: string): Recipe | undefined {
  return RECIPES.find((recipe) => recipe.name === name);
}
