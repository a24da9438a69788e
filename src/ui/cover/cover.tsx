/**
 * An item's face: its picture, its tinted glyph, its waveform, or a typographic cover when it has none.
 * Purely visual: the title stands in words beside it, so everything here is hidden from assistive technology.
 */
import type { CSSProperties, ReactNode } from "react";
import type { Item } from "../../domain/item.ts";
import { assetUrl } from "./asset.ts";
import css from "./cover.module.css";
import { hueOf } from "./hue.ts";
import { Placard } from "./placard.tsx";
import { Poster } from "./poster.tsx";
import { SoundFace } from "./sound-face.tsx";

export type CoverShape = "portrait" | "square" | "fill";

interface CoverProps {
  readonly item: Item;
  readonly shape?: CoverShape;
  /** Above the fold: fetched at once instead of when it comes near. */
  readonly eager?: boolean;
  readonly children?: ReactNode;
}

const SHAPES = { portrait: "", square: css.square, fill: css.fill } as const;

export function Cover({
  item,
  shape = "portrait",
  eager = false,
  children,
}: CoverProps) {
  const style: CSSProperties & Record<"--hue", number> = {
    "--hue": hueOf(item),
  };
  return (
    <div
      className={`${css.cover} ${css.lit} ${SHAPES[shape]} ${children ? css.lifted : ""}`}
      style={style}
    >
      <Face item={item} eager={eager} />
      {children}
    </div>
  );
}

function Face({
  item,
  eager,
}: {
  readonly item: Item;
  readonly eager: boolean;
}) {
  const { picture } = item;
  if (picture?.kind === "picture")
    return (
      <img
        className={css.picture}
        src={assetUrl(picture.src)}
        alt=""
        width={256}
        height={256}
        loading={eager ? "eager" : "lazy"}
        decoding="async"
        draggable={false}
      />
    );
  if (picture?.kind === "glyph") return <Glyph src={assetUrl(picture.src)} />;
  if (item.domain === "films") return <Poster item={item} />;
  if (item.sound) return <SoundFace peaks={item.sound.peaks} />;
  return <Placard item={item} />;
}

function Glyph({ src }: { readonly src: string }) {
  // Set on the element: an address in a custom property would resolve against the style sheet.
  return (
    <span
      className={css.glyph}
      style={{ maskImage: `url("${src}")` }}
      aria-hidden
    />
  );
}
