/** The cover of a sound without a picture: its loudness as a ring of strokes, so that clips look as they sound. */
import css from "./sound-face.module.css";

const INNER = 25;
const REACH = 21;

export function SoundFace({ peaks }: { readonly peaks: readonly number[] }) {
  return (
    <svg className={css.ring} viewBox="-50 -50 100 100" aria-hidden>
      {peaks.map((peak, i) => {
        const angle = (i / peaks.length) * 2 * Math.PI - Math.PI / 2;
        const outer = INNER + 2 + peak * REACH;
        return (
          <line
            key={i}
            x1={Math.cos(angle) * INNER}
            y1={Math.sin(angle) * INNER}
            x2={Math.cos(angle) * outer}
            y2={Math.sin(angle) * outer}
          />
        );
      })}
    </svg>
  );
}
