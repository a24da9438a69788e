/** Training-free filters of the interaction graph. */
import { GRAPH_FILTER } from "../../config/models.ts";
import type { RecommenderRecipe } from "../../domain/recipe.ts";
import { GraphFilter } from "./graph-filter.ts";

export const GRAPH_FILTERS: readonly RecommenderRecipe[] = [
  {
    task: "items",
    name: "graph-filter",
    title: "Graph filter",
    source: "after GF-CF, Shen et al. 2021, arXiv 2108.07567",
    needs: [],
    random: true,
    settings: GRAPH_FILTER,
    create: (settings) =>
      new GraphFilter("graph-filter", { ...GRAPH_FILTER[0], ...settings }),
  },
];
