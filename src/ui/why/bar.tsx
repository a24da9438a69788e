/** One signed bar around a middle line. The number beside it says the same, so it is silent to screen readers. */
import type { CSSProperties } from "react";
import css from "./bar.module.css";

interface BarProps {
  readonly value: number;
  /** In [0, 1] */
  readonly length: number;
}

export function Bar({ value, length }: BarProps) {
  const style: CSSProperties & Record<"--length", number> = {
    "--length": length,
  };
  return (
    <span className={css.track} aria-hidden>
      <span className={value < 0 ? css.against : css.for} style={style} />
    </span>
  );
}
