/** The epochs of one fit, told in bundles: a fast model makes more of them than a chart can be redrawn. */
import { CURVE_EVERY } from "../config/lab.ts";
import { monotonic, since } from "../device/clock.ts";
import type { LabEpoch } from "../domain/lab.ts";
import type { FitProgress } from "../domain/model.ts";

export class Curve {
  readonly points: LabEpoch[] = [];
  readonly #tell: (points: readonly LabEpoch[], epochs: number) => void;
  #told = 0;
  #epochs = 0;
  #last = monotonic();

  constructor(tell: (points: readonly LabEpoch[], epochs: number) => void) {
    this.#tell = tell;
  }

  add({ epoch, epochs, loss, validation }: FitProgress): void {
    this.points.push({ epoch, loss, validation: validation ?? null });
    this.#epochs = epochs;
    if (since(this.#last) >= CURVE_EVERY) this.flush();
  }

  flush(): void {
    if (this.#told === this.points.length) return;
    this.#tell(this.points.slice(this.#told), this.#epochs);
    this.#told = this.points.length;
    this.#last = monotonic();
  }
}
