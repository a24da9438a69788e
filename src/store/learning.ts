/** Fine-tuning in the background of everything: when it starts, who ends it, and what is kept of it. */
import { MIN_LIKES_TO_TUNE, TUNE_DELAY } from "../config/engine.ts";
import { REPORTS_KEPT } from "../config/storage.ts";
import type { TuneReport } from "../domain/adapter.ts";
import { isCancelled } from "../domain/errors.ts";
import type { Desk } from "./desk.ts";
import { likes, type InForce } from "./in-force.ts";
import type { List } from "./list.ts";

export class Learning {
  readonly #desk: Desk;
  readonly #list: List;
  readonly #inForce: InForce;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(desk: Desk, list: List, inForce: InForce) {
    this.#desk = desk;
    this.#list = list;
    this.#inForce = inForce;
  }

  /** Learns once the person pauses; each new rating starts the wait anew and ends what was going on. */
  schedule(): void {
    this.stop();
    if (!this.#desk.running || !this.#worthwhile()) return;
    this.#timer = setTimeout(() => {
      this.#desk.inBackground(() => this.#learn());
    }, TUNE_DELAY);
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#desk.get().tuning === null) return;
    this.#desk.inBackground(() => this.#desk.engine.cancelTuning());
  }

  #worthwhile(): boolean {
    return (
      !this.#inForce.current &&
      likes(this.#desk.get().ratings) >= MIN_LIKES_TO_TUNE
    );
  }

  async #learn(): Promise<void> {
    const desk = this.#desk;
    const end = desk.begin("tuning");
    const view = desk.view();
    try {
      desk.set({ tuning: { step: 0, steps: 0, loss: 0 } });
      const report = await desk.engine.tune(view, (tuning) => {
        desk.set({ tuning });
      });
      desk.set({
        tuning: null,
        reports: [...desk.get().reports, report].slice(-REPORTS_KEPT),
      });
      await this.#list.rerank();
      await this.#keep(report);
    } catch (cause) {
      desk.set({ tuning: null });
      if (!isCancelled(cause)) throw cause;
    } finally {
      end();
    }
  }

  async #keep(report: TuneReport): Promise<void> {
    const desk = this.#desk;
    const { snapshots } = await desk.storage;
    await snapshots.write("reports", report.logPosition, desk.get().reports);
    // A rating that came meanwhile makes another adapter soon; that one is kept then.
    if (desk.view().logPosition !== report.logPosition) return;
    const file = await desk.engine.exportAdapter(desk.view());
    if (desk.view().logPosition !== report.logPosition) return;
    this.#inForce.learned(file);
    await snapshots.write("adapter", report.logPosition, { file });
  }
}
