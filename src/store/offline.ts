/** Works offline from the second visit on, and offers a new version when there is one. */
import type { Offline } from "../device/offline.ts";
import type { Desk } from "./desk.ts";

/** After the model's own start, which has the processor and the network first. */
const AFTER_START_MS = 3000;

export type WorkOffline = (
  onUpdate: (offline: Offline) => void,
) => Promise<void>;

export class OfflineUse {
  readonly #desk: Desk;
  readonly #work: WorkOffline | undefined;
  #waiting: Offline | undefined;

  constructor(desk: Desk, work: WorkOffline | undefined) {
    this.#desk = desk;
    this.#work = work;
  }

  /** Once the page has opened; whether the model could start or not. */
  begin(): void {
    const work = this.#work;
    if (work === undefined) return;
    setTimeout(() => {
      this.#desk.inBackground(() =>
        work((offline) => {
          this.#waiting = offline;
          this.#desk.set({ updateReady: true });
        }),
      );
    }, AFTER_START_MS);
  }

  update(): void {
    this.#waiting?.update();
  }
}
