/**
 * Late interaction: the transformer's memory of one history, on plain arrays. Keys and values of every event are kept
 * per layer, and nobody looks ahead, so one more event costs one row through every layer instead of all rows again, and
 * the numbers are the same (M6-Rec: Cui et al. 2022, arXiv 2205.08084, section 3.3, asks for this on devices).
 */
import {
  named,
  NORM_FLOOR,
  type Parameters,
  type TransformerSettings,
} from "./shape.ts";

export class CachedHistory {
  readonly #parameters: Parameters;
  readonly #settings: TransformerSettings;
  /** By layer, one row an event. */
  readonly #keys: Float32Array[][] = [];
  readonly #values: Float32Array[][] = [];
  /** What each layer says after the newest event. */
  #read: readonly Float32Array[] = [];
  #events: number[] = [];
  /** Multiplications so far. */
  work = 0;

  constructor(parameters: Parameters, settings: TransformerSettings) {
    this.#parameters = parameters;
    this.#settings = settings;
    this.#forget();
  }

  /** Goes on from what is known where the history only grew, and starts anew where it did not. */
  follow(history: readonly number[]): void {
    const { length } = this.#settings;
    const grew =
      history.length <= length &&
      this.#events.every((item, at) => history[at] === item);
    if (!grew) this.#forget();
    // Places are counted from the first event that is looked at, so a longer history moves them all.
    const seen = history.slice(-length);
    for (const item of seen.slice(this.#events.length)) this.#append(item);
  }

  /** `[D]` after `layers` of them; zero for an empty history. */
  read(layers: number): Float32Array {
    const { dimensions } = this.#settings;
    return this.#read[layers - 1] ?? new Float32Array(dimensions);
  }

  #forget(): void {
    this.#events = [];
    this.#read = [];
    for (let l = 0; l < this.#settings.exit; l += 1) {
      this.#keys[l] = [];
      this.#values[l] = [];
    }
  }

  /** Layers behind the exit are never computed. */
  #append(item: number): void {
    const { dimensions, exit } = this.#settings;
    const place = this.#events.length;
    const x = this.#of("items").slice(
      item * dimensions,
      (item + 1) * dimensions,
    );
    addTo(x, this.#of("places").subarray(place * dimensions), 1);
    const read: Float32Array[] = [];
    for (let l = 0; l < exit; l += 1) {
      const heard = this.#norm(x, named(l, "attention.gain"));
      addTo(x, this.#attend(l, heard), 1);
      const wide = this.#times(
        this.#norm(x, named(l, "forward.gain")),
        named(l, "widen"),
      );
      wide.forEach((value, k) => (wide[k] = Math.max(0, value)));
      addTo(x, this.#times(wide, named(l, "narrow")), 1);
      read.push(this.#norm(x, "gain"));
    }
    this.#read = read;
    this.#events.push(item);
  }

  #attend(l: number, heard: Float32Array): Float32Array {
    const { dimensions } = this.#settings;
    const keys = this.#keys[l] ?? [];
    const values = this.#values[l] ?? [];
    const query = this.#times(heard, named(l, "query"));
    keys.push(this.#times(heard, named(l, "key")));
    values.push(this.#times(heard, named(l, "value")));
    const scale = dimensions ** -0.5;
    const logits = keys.map(
      (key) => scale * query.reduce((sum, q, k) => sum + q * (key[k] ?? 0), 0),
    );
    const top = Math.max(...logits);
    const shares = logits.map((logit) => Math.exp(logit - top));
    const total = shares.reduce((sum, share) => sum + share, 0);
    const mixed = new Float32Array(dimensions);
    values.forEach((value, at) => {
      addTo(mixed, value, (shares[at] ?? 0) / total);
    });
    this.work += 2 * keys.length * dimensions;
    return this.#times(mixed, named(l, "out"));
  }

  /** `x W` for the matrix of this name. */
  #times(x: Float32Array, name: string): Float32Array {
    const matrix = this.#of(name);
    const columns = matrix.length / x.length;
    const out = new Float32Array(columns);
    x.forEach((value, row) => {
      addTo(out, matrix.subarray(row * columns), value);
    });
    this.work += matrix.length;
    return out;
  }

  #norm(x: Float32Array, gain: string): Float32Array {
    const own = this.#of(gain);
    const square = x.reduce((sum, value) => sum + value * value, 0) / x.length;
    const scale = 1 / Math.sqrt(square + NORM_FLOOR);
    return x.map((value, k) => value * scale * (own[k] ?? 1));
  }

  #of(name: string): Float32Array {
    const values = this.#parameters.get(name);
    if (!values) throw new RangeError(`no parameter ${name}`);
    return values;
  }
}

/** `y += scale * x` over the length of `y`. */
function addTo(y: Float32Array, x: Float32Array, scale: number): void {
  for (let k = 0; k < y.length; k += 1)
    y[k] = (y[k] as number) + scale * (x[k] as number);
}
