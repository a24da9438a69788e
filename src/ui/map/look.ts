/** Which colour and size every point has: by domain, or by how much it is liked; what is not looked for steps back. */
import { DOMAINS, type Domain, type Item } from "../../domain/item.ts";
import { colourOf } from "../parts/colour-of.ts";
import type { Look } from "./points.ts";

export type Colour = readonly [red: number, green: number, blue: number];

/** The map's colours in one theme, as they come from the style sheet. */
export interface Palette {
  readonly domains: Readonly<Record<Domain, Colour>>;
  readonly quiet: Colour;
  readonly accent: Colour;
  readonly ink: Colour;
  readonly inkSoft: Colour;
  readonly paper: Colour;
}

export interface Wanted {
  readonly items: readonly Item[];
  readonly palette: Palette;
  /** `[N]` probabilities; null colours by domain. */
  readonly likings: Float32Array | null;
  /** Rows that a search found; null is no search. */
  readonly found: ReadonlySet<number> | null;
  /** Domains that are looked at; an empty set is all. */
  readonly domains: ReadonlySet<Domain>;
}

const SIZE = { plain: 3.6, liked: 7, found: 8 } as const;
const OPACITY = { plain: 0.72, faint: 0.09 } as const;

export function lookOf(wanted: Wanted): Look {
  const { items, palette, likings, found, domains } = wanted;
  const n = items.length;
  const colours = new Uint8Array(n * 4);
  const sizes = new Float32Array(n);
  const warmth = likings && warmthOf(likings);
  items.forEach(({ domain }, i) => {
    const seen =
      (domains.size === 0 || domains.has(domain)) &&
      (found === null || found.has(i));
    const heat = warmth?.[i] ?? 0;
    const colour = warmth
      ? mixed(palette.quiet, palette.accent, heat)
      : palette.domains[domain];
    colours.set(colour, i * 4);
    const opacity = warmth ? 0.3 + 0.65 * heat : OPACITY.plain;
    colours[i * 4 + 3] = 255 * (seen ? opacity : OPACITY.faint);
    sizes[i] =
      found !== null && seen
        ? SIZE.found
        : SIZE.plain + (SIZE.liked - SIZE.plain) * heat ** 2;
  });
  const order = Uint32Array.from({ length: n }, (_, i) => i);
  const weight = (i: number): number =>
    (colours[i * 4 + 3] ?? 0) + (sizes[i] ?? 0);
  // By domain the order of the catalogue stays, or the last domain would cover the first.
  if (warmth || found) order.sort((a, b) => weight(a) - weight(b));
  else order.sort((a, b) => scattered(a) - scattered(b));
  return { colours, sizes, order };
}

/** A fixed shuffle: Knuth's multiplicative hash. */
const scattered = (i: number): number => Math.imul(i + 1, 0x9e3779b1) >>> 0;

/** Probabilities stretched over what there is: most of a catalogue is liked by a few per cent. */
function warmthOf(likings: Float32Array): Float32Array {
  const sorted = Float32Array.from(likings).sort();
  const low = sorted[Math.floor(sorted.length * 0.5)] ?? 0;
  const high = sorted[Math.floor(sorted.length * 0.998)] ?? 1;
  return likings.map((value) =>
    Math.sqrt(Math.max(0, Math.min(1, (value - low) / (high - low || 1)))),
  );
}

function mixed(from: Colour, to: Colour, share: number): Colour {
  const mix = (at: 0 | 1 | 2): number => from[at] + (to[at] - from[at]) * share;
  return [mix(0), mix(1), mix(2)];
}

/** Reads the colours that the style sheet gives this element. */
export function paletteOf(element: HTMLElement): Palette {
  const one = document.createElement("canvas");
  one.width = one.height = 1;
  const pen = one.getContext("2d", { willReadFrequently: true });
  const read = (property: string): Colour => {
    if (pen === null) return [128, 128, 128];
    // The only reader of every colour syntax is the browser's own painter.
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colourOf(element, property);
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
    return [red, green, blue];
  };
  const domains = Object.fromEntries(
    DOMAINS.map((domain) => [domain, read(`--map-${domain}`)]),
  ) as Record<Domain, Colour>;
  return {
    domains,
    quiet: read("--line-strong"),
    accent: read("--accent"),
    ink: read("--ink"),
    inkSoft: read("--ink-2"),
    paper: read("--map-ground"),
  };
}

export function css([red, green, blue]: Colour, opacity = 1): string {
  return `rgb(${red} ${green} ${blue} / ${opacity})`;
}
