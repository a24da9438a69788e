/** The single home of clocks. Results of the model never depend on them: they date entries and measure. */
import { ms, type Ms } from "../domain/brand.ts";

/** The wall clock, for log entries and file names. May jump when the system's clock is set. */
export function now(): Ms {
  return ms(Date.now());
}

/** A clock that never goes back, for measuring spans; its zero means nothing. */
export function monotonic(): Ms {
  return ms(performance.now());
}

/** Time since an earlier `monotonic()`. */
export function since(start: Ms): Ms {
  return ms(performance.now() - start);
}
