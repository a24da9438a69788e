/** Search by words, at once and without a model: an inverted index over titles and texts (MiniSearch). */
import MiniSearch from "minisearch";
import { SEARCH_LENGTH } from "../config/engine.ts";
import type { Catalogue } from "../domain/catalogue.ts";
import type { ItemId } from "../domain/item.ts";

/** A title says what a thing is; its text also says what it is near to. */
const TITLE_BOOST = 4;
/** One letter in five may differ. */
const FUZZINESS = 0.2;

export class WordSearch {
  #index: MiniSearch | undefined;
  #indexed: Catalogue | undefined;

  find(catalogue: Catalogue | null, words: string): readonly ItemId[] {
    if (catalogue === null || words.trim() === "") return [];
    const hits = this.#indexOf(catalogue).search(words, {
      prefix: true,
      fuzzy: FUZZINESS,
      boost: { title: TITLE_BOOST },
      combineWith: "AND",
    });
    return hits.slice(0, SEARCH_LENGTH).map((hit) => hit.id as ItemId);
  }

  /** Built on the first search: a tenth of a second that most visits never need. */
  #indexOf(catalogue: Catalogue): MiniSearch {
    if (this.#index === undefined || this.#indexed !== catalogue) {
      this.#index = new MiniSearch({ fields: ["title", "text"] });
      this.#index.addAll(catalogue.items);
      this.#indexed = catalogue;
    }
    return this.#index;
  }
}
