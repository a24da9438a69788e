/** What the knowledge graph gives to a model that works without it: names, paths, and columns to steer. */
import type { Catalogue, KnowledgeGraph } from "../domain/catalogue.ts";
import type { ConceptSteering } from "../domain/settings.ts";
import { createPathFinder, type PathFinder } from "../stages/graph/paths.ts";
import type { BaseModel } from "./taste-base.ts";
import { conceptNames } from "./taste-explain.ts";

interface Words {
  readonly names: readonly { readonly id: string; readonly label: string }[];
  readonly columnOf: ReadonlyMap<string, number>;
  readonly finder: PathFinder;
}

export class TasteWords {
  readonly #base: BaseModel;
  readonly #catalogue: Catalogue;
  readonly #graph: () => Promise<KnowledgeGraph>;
  #words: Promise<Words> | undefined;

  constructor(
    base: BaseModel,
    catalogue: Catalogue,
    graph: () => Promise<KnowledgeGraph>,
  ) {
    this.#base = base;
    this.#catalogue = catalogue;
    this.#graph = graph;
  }

  get(): Promise<Words> {
    this.#words ??= this.#graph().then((graph) => {
      const { items } = this.#catalogue;
      const names = conceptNames(this.#base, graph, items);
      return {
        names,
        columnOf: new Map(names.map(({ id }, column) => [id, column])),
        finder: createPathFinder(
          graph,
          items.map(({ title }) => title),
        ),
      };
    });
    return this.#words;
  }

  /** What concept steering asks for, by column; the graph is read only when there is any. */
  async steered(
    concepts: ConceptSteering,
  ): Promise<ReadonlyMap<number, ConceptSteering[string]>> {
    const wishes = Object.entries(concepts);
    if (wishes.length === 0) return new Map();
    const { columnOf } = await this.get();
    return new Map(
      wishes.flatMap(([concept, wish]) => {
        const column = columnOf.get(concept);
        return column === undefined ? [] : [[column, wish] as const];
      }),
    );
  }
}
