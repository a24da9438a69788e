/** The map behind the Map page: where items stand, which the build knows, and how much each is liked, which the engine knows. */
import type { ItemMap } from "../domain/map.ts";
import type { Desk } from "./desk.ts";

export class MapPlaces {
  readonly #desk: Desk;
  #map: Promise<ItemMap> | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Fetched when the page is first opened; a failure is tried again the next time. */
  read(): Promise<ItemMap> {
    this.#map ??= this.#desk.files.map().catch((cause: unknown) => {
      this.#map = undefined;
      throw cause;
    });
    return this.#map;
  }

  /** Null while nothing is learned: then nothing is liked more than anything else. */
  async likings(): Promise<Float32Array | null> {
    const { running, engine, get } = this.#desk;
    const view = this.#desk.view();
    const knows =
      get().imported !== null ||
      view.ratings.some(({ value }) => value === "like");
    return running && knows ? engine.likings(view) : null;
  }
}
