/** Fine-tuning in the background of everything: when it starts, who ends it, and what is kept of it. */
import { MIN_LIKES_TO_TUNE, TUNE_DELAY } from "../config/engine.ts";
import { REPORTS_KEPT } from "../config/storage.ts";
import type { TuneReport } from "../domain/adapter.ts";
import { isCancelled } from "../domain/errors.ts";
import type { TasteView } from "../pipeline/engine.ts";
import { alone } from "../storage/alone.ts";
import type { Desk } from "./desk.ts";
import { likes, type InForce } from "./in-force.ts";
import type { List } from "./list.ts";

/** Name of the turn that tabs of one origin take. */
const LEARNING_LOCK = "palate-learning";

export class Learning {
  readonly #desk: Desk;
  readonly #list: List;
  readonly #inForce: InForce;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Told of every fine-tune that is kept, with the adapter that it made. */
  onLearned: ((report: TuneReport, file: Uint8Array) => Promise<void>) | null =
    null;

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

  /** One tab learns at a time: of the same log all would learn the same. */
  async #learn(): Promise<void> {
    const desk = this.#desk;
    const end = desk.begin("tuning");
    const view = desk.view();
    desk.set({ tuning: { step: 0, steps: 0, loss: 0 } });
    try {
      await alone(LEARNING_LOCK, async () => {
        // What was rated while this tab waited has a fine-tune of its own coming.
        if (desk.view().logPosition !== view.logPosition) return;
        if (!(await this.#learnedElsewhere(view))) await this.#tune(view);
      });
    } catch (cause) {
      if (!isCancelled(cause)) throw cause;
    } finally {
      desk.set({ tuning: null });
      end();
    }
  }

  async #tune(view: TasteView): Promise<void> {
    const desk = this.#desk;
    const report = await desk.engine.tune(view, (tuning) => {
      desk.set({ tuning });
    });
    desk.set({
      tuning: null,
      reports: [...desk.get().reports, report].slice(-REPORTS_KEPT),
    });
    await this.#list.rerank();
    await this.#keep(report);
  }

  /** Takes over what another tab has just learned from this log. */
  async #learnedElsewhere({ logPosition }: TasteView): Promise<boolean> {
    const { snapshots } = await this.#desk.storage;
    const adapter = await snapshots.read("adapter");
    if (adapter?.logPosition !== logPosition) return false;
    await this.#inForce.resume(adapter.value.file, true);
    const reports = await snapshots.read("reports");
    this.#desk.set({ reports: reports?.value ?? [] });
    await this.#list.rerank();
    return true;
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
    await this.onLearned?.(report, file);
  }
}
