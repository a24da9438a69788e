/** A film's cover: a small poster set from its title, its year and director, over one of eight motifs. */
import type { CSSProperties } from "react";
import type { Item } from "../../domain/item.ts";
import { pick } from "./hue.ts";
import { MOTIFS } from "./motifs.tsx";
import css from "./poster.module.css";
import { titleSize } from "./title-size.ts";

/** Ground and light of the poster: [L, chroma] of the ground, then of the figure, then of the title. */
const INKS = [
  { ground: "34% 0.075", figure: "74% 0.15", title: "97% 0.02", turn: 28 },
  { ground: "24% 0.045", figure: "62% 0.17", title: "95% 0.03", turn: -12 },
  { ground: "86% 0.085", figure: "60% 0.17", title: "24% 0.06", turn: -46 },
  { ground: "93% 0.03", figure: "66% 0.16", title: "26% 0.05", turn: 0 },
] as const;

const FACES = [css.serif, css.grotesque, css.serif, css.caps];
const PLACES = [css.bottom, css.top, css.bottom];

export function Poster({ item }: { readonly item: Item }) {
  const ink = INKS[pick(item.id, "ink", INKS.length)] ?? INKS[0];
  const Motif = MOTIFS[pick(item.id, "motif", MOTIFS.length)] ?? MOTIFS[0];
  const style: CSSProperties & Record<`--${string}`, string | number> = {
    "--ground": `oklch(${ink.ground} var(--hue))`,
    "--figure": `oklch(${ink.figure} calc(var(--hue) + ${String(ink.turn)}))`,
    "--title": `oklch(${ink.title} var(--hue))`,
    "--size": titleSize(item.title),
  };
  const face = FACES[pick(item.id, "face", FACES.length)] ?? css.serif;
  const place = PLACES[pick(item.id, "place", PLACES.length)] ?? css.bottom;
  return (
    <div className={`${css.poster} ${place}`} style={style} aria-hidden>
      <Motif id={item.id} />
      <span className={`${css.title} ${face}`} lang="en">
        {item.title}
      </span>
      <span className={css.credits} lang="en">
        <span>{item.facts?.Director}</span>
        <span>{item.facts?.Year}</span>
      </span>
    </div>
  );
}
