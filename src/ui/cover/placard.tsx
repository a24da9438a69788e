/** The cover of an item with neither picture nor sound: its title set large; places stand on contour lines. */
import type { CSSProperties } from "react";
import type { Item } from "../../domain/item.ts";
import { pick } from "./hue.ts";
import cover from "./cover.module.css";
import css from "./placard.module.css";
import { titleSize } from "./title-size.ts";

export function Placard({ item }: { readonly item: Item }) {
  const style: CSSProperties & Record<"--size", number> = {
    "--size": titleSize(item.title),
  };
  return (
    <div className={css.placard} style={style} aria-hidden>
      {item.domain === "places" ? <Contours id={item.id} /> : null}
      <span className={css.title} lang="en">
        {item.title}
      </span>
    </div>
  );
}

/** Rings around one summit, like a map's height lines. */
function Contours({ id }: { readonly id: string }) {
  const x = 20 + pick(id, "x", 60);
  const y = 20 + pick(id, "y", 50);
  const turn = pick(id, "turn", 180);
  return (
    <svg
      className={cover.motif}
      viewBox="0 0 100 120"
      preserveAspectRatio="xMidYMid slice"
      fill="none"
      stroke="currentColor"
      strokeWidth={0.6}
      aria-hidden
    >
      <g transform={`rotate(${String(turn)} ${String(x)} ${String(y)})`}>
        {Array.from({ length: 12 }, (_, i) => (
          <ellipse
            key={i}
            cx={x + i * 1.2}
            cy={y - i * 0.7}
            rx={4 + i * 8.5}
            ry={3 + i * 6.1}
            opacity={0.5 - i * 0.03}
          />
        ))}
      </g>
    </svg>
  );
}
