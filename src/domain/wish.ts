/**
 * Wishes of the moment: "more like this", a mood in words, a picture or a sound. They turn the list while
 * they stand and are gone with the tab. A wish never becomes a rating and teaches the model nothing.
 */
import type { ItemId } from "./item.ts";
import type { EncodedModality } from "./modality.ts";

/** What a wish points at: an item of the catalogue, or something that an encoder has read. */
export type WishTarget =
  | { readonly kind: "item"; readonly item: ItemId }
  | {
      readonly kind: "read";
      readonly modality: EncodedModality;
      /** `[d_m]`, unit length, in the space of the catalogue's vectors. */
      readonly vector: Float32Array;
    };

export interface Wish {
  readonly id: string;
  readonly target: WishTarget;
  /** In [-1, 1]: how much it turns the list; negative turns it away. */
  readonly weight: number;
}

/** Something to be read by an encoder, as the page has it: words, pixels or samples. */
export type Readable =
  | { readonly modality: "text"; readonly words: string }
  | {
      readonly modality: "image";
      /** RGBA, not premultiplied, row by row. */
      readonly data: Uint8ClampedArray;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly modality: "audio";
      /** Mono, in [-1, 1]. */
      readonly samples: Float32Array;
      /** Hz */
      readonly sampleRate: number;
    };
