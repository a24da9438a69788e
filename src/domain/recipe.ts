/**
 * How a model is named, made and set: what a command and the Lab list, and what the automatic choice tries. The one
 * table of all recipes is src/pipeline/recommenders.ts.
 */
import type { LinkPredictor, Recommender } from "./model.ts";

export type Settings = Readonly<Record<string, number | string | boolean>>;

/** What a model cannot do without. */
export type Need = "order" | "graph" | "content" | "labels" | "device";

interface RecipeOf<Made> {
  /** As on the command line, such as `item-knn`. */
  readonly name: string;
  /** For people, such as "Item k-nearest neighbours". */
  readonly title: string;
  /** Where it comes from: authors, year, arXiv number or address. */
  readonly source: string;
  readonly needs: readonly Need[];
  /** True where the fit draws at random, so that several seeds say something. */
  readonly random: boolean;
  /** Settings worth a try, the default first; the others are chosen on validation only. */
  readonly settings: readonly Settings[];
  /**
   * Whatever the settings leave out takes its default. TensorFlow.js runs on the backend that was started; a model
   * with kernels of its own also needs the device, which is null on wasm.
   */
  create(settings: Settings, device: GPUDevice | null): Made;
}

export interface RecommenderRecipe extends RecipeOf<Recommender> {
  readonly task: "items";
}

export interface LinkRecipe extends RecipeOf<LinkPredictor> {
  readonly task: "links";
}

export type Recipe = RecommenderRecipe | LinkRecipe;
