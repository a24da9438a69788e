/** The adapter as a file that a person owns: out, in, and away. */
import { ADAPTER_LIMIT } from "../config/storage.ts";
import type { AdapterSummary } from "../domain/adapter.ts";
import { PalateError } from "../domain/errors.ts";
import type { Desk } from "./desk.ts";
import type { InForce } from "./in-force.ts";
import type { Learning } from "./learning.ts";
import type { List } from "./list.ts";

export class Adapters {
  readonly #desk: Desk;
  readonly #list: List;
  readonly #learning: Learning;
  readonly #inForce: InForce;

  constructor(desk: Desk, list: List, learning: Learning, inForce: InForce) {
    this.#desk = desk;
    this.#list = list;
    this.#learning = learning;
    this.#inForce = inForce;
  }

  async export(): Promise<Blob> {
    const file = await this.#desk.engine.exportAdapter(this.#desk.view());
    return new Blob([new Uint8Array(file)], {
      type: "application/octet-stream",
    });
  }

  /** The engine checks the file before anything of it is kept. */
  async import(blob: Blob): Promise<AdapterSummary> {
    if (blob.size > ADAPTER_LIMIT) {
      const message = `This adapter was not taken: it is larger than ${ADAPTER_LIMIT} bytes.`;
      throw new PalateError(
        "adapter-file",
        message,
        "Choose a file that Palate exported.",
      );
    }
    this.#learning.stop();
    const file = new Uint8Array(await blob.arrayBuffer());
    const summary = await this.#inForce.bring(file);
    const { settings, snapshots } = await this.#desk.storage;
    await settings.writeImported({ file, summary });
    await snapshots.remove("adapter");
    this.#desk.set({ imported: summary });
    await this.#list.rerank();
    this.#learning.schedule();
    return summary;
  }

  async drop(): Promise<void> {
    this.#learning.stop();
    await this.#inForce.drop();
    const { settings, snapshots } = await this.#desk.storage;
    await settings.removeImported();
    await snapshots.remove("adapter");
    this.#desk.set({ imported: null });
    await this.#list.rerank();
  }
}
