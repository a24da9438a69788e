/** The adapter as a file that a person owns: out, in, and away. */
import { PREVIEW_LENGTH } from "../config/engine.ts";
import { ADAPTER_LIMIT } from "../config/storage.ts";
import type { AdapterSummary, MergeManner } from "../domain/adapter.ts";
import { PalateError } from "../domain/errors.ts";
import type { Desk } from "./desk.ts";
import type { InForce } from "./in-force.ts";
import type { Learning } from "./learning.ts";
import type { List } from "./list.ts";
import type { Merge } from "./state.ts";

async function contentOf(blob: Blob): Promise<Uint8Array> {
  if (blob.size <= ADAPTER_LIMIT)
    return new Uint8Array(await blob.arrayBuffer());
  const message = `This adapter was not taken: it is larger than ${ADAPTER_LIMIT} bytes.`;
  const remedy = "Choose a file that Palate exported.";
  throw new PalateError("adapter-file", message, remedy);
}

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
    const summary = await this.#take(await contentOf(blob));
    this.#learning.schedule();
    return summary;
  }

  /** This device's own word counts last. Nothing is in force until `takeMerged`. */
  async merge(blobs: readonly Blob[], manner: MergeManner): Promise<Merge> {
    const { engine } = this.#desk;
    const view = this.#desk.view();
    const files = await Promise.all(blobs.map(contentOf));
    if (view.ratings.length > 0) files.push(await engine.exportAdapter(view));
    const report = await engine.mergeAdapters(view, files, manner);
    const list = await engine.preview(view, report.file, PREVIEW_LENGTH);
    return { report, list };
  }

  /** Learning goes on with the next rating: what is in force now is exactly what was previewed. */
  async takeMerged({ report }: Merge): Promise<void> {
    await this.#take(report.file);
  }

  async #take(file: Uint8Array): Promise<AdapterSummary> {
    this.#learning.stop();
    const summary = await this.#inForce.bring(file);
    const { settings, snapshots } = await this.#desk.storage;
    await settings.writeImported({ file, summary });
    await snapshots.remove("adapter");
    this.#desk.set({ imported: summary });
    await this.#list.rerank();
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
