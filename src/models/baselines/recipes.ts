/** The baselines that keep every other model honest. */
import {
  EASE,
  ITEM_KNN,
  POPULARITY,
  RECENT_ITEM_KNN,
  RECENT_POPULARITY,
} from "../../config/models.ts";
import type { RecommenderRecipe } from "../../domain/recipe.ts";
import { Ease } from "./ease.ts";
import { ItemKnn } from "./item-knn.ts";
import { Chance, Popularity } from "./popularity.ts";

export const BASELINES: readonly RecommenderRecipe[] = [
  {
    task: "items",
    name: "random",
    title: "Chance",
    source: "uniform scores",
    needs: [],
    random: true,
    settings: [{}],
    create: () => new Chance(),
  },
  {
    task: "items",
    name: "popularity",
    title: "Popularity",
    source: "counts of training rows",
    needs: [],
    random: false,
    settings: POPULARITY,
    create: (settings) => popularity("popularity", settings, POPULARITY[0]),
  },
  {
    task: "items",
    name: "popularity-recent",
    title: "Recent popularity",
    source: "counts of training rows that fade with age",
    needs: ["order"],
    random: false,
    settings: RECENT_POPULARITY,
    create: (settings) =>
      popularity("popularity-recent", settings, RECENT_POPULARITY[0]),
  },
  {
    task: "items",
    name: "item-knn",
    title: "Item k-nearest neighbours",
    source: "Sarwar et al. 2001; Deshpande & Karypis 2004",
    needs: [],
    random: false,
    settings: ITEM_KNN,
    create: (settings) =>
      new ItemKnn("item-knn", { ...ITEM_KNN[0], ...settings }),
  },
  {
    task: "items",
    name: "item-knn-recency",
    title: "Item k-nearest neighbours in order",
    source: "directed and with recency, after Garg et al. 2019 (STAN)",
    needs: ["order"],
    random: false,
    settings: RECENT_ITEM_KNN,
    create: (settings) =>
      new ItemKnn("item-knn-recency", { ...RECENT_ITEM_KNN[0], ...settings }),
  },
  {
    task: "items",
    name: "ease",
    title: "EASE",
    source: "Steck 2019, arXiv 1905.03375",
    needs: [],
    random: false,
    settings: EASE,
    create: (settings) => new Ease("ease", { ...EASE[0], ...settings }),
  },
];

function popularity(
  name: string,
  settings: object,
  usual: { readonly halfLife: number },
): Popularity {
  const { halfLife } = { ...usual, ...settings };
  return new Popularity(name, halfLife);
}
