/** Encoders as the person sees them: loading, loaded, failed; and what they are for on the page. */
import { SEARCH_LENGTH } from "../config/engine.ts";
import type { ItemId } from "../domain/item.ts";
import type { EncodedModality } from "../domain/modality.ts";
import { asPalateError, type Desk } from "./desk.ts";
import type { EncoderState } from "./state.ts";

export class Meaning {
  readonly #desk: Desk;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  async load(modality: EncodedModality): Promise<void> {
    this.#show(modality, {});
    const { encoderBackend } = this.#desk.get().preferences;
    try {
      const report = await this.#desk.engine.loadEncoder(
        modality,
        encoderBackend,
        (progress) => {
          this.#show(modality, { progress });
        },
      );
      this.#show(modality, { report });
    } catch (cause) {
      const error = asPalateError(cause);
      this.#show(modality, { error });
      throw error;
    }
  }

  async search(words: string): Promise<readonly ItemId[]> {
    const { text } = this.#desk.get().encoders;
    if (text?.report === undefined) await this.load("text");
    return this.#desk.engine.searchByMeaning(words, SEARCH_LENGTH);
  }

  #show(modality: EncodedModality, state: EncoderState): void {
    this.#desk.set({
      encoders: { ...this.#desk.get().encoders, [modality]: state },
    });
  }
}
