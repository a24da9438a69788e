/** Eight figures for posters, drawn in `--figure` on a 100 by 120 sheet; small turns come from the item's id. */
import type { ComponentType } from "react";
import css from "./cover.module.css";
import { pick } from "./hue.ts";

interface MotifProps {
  readonly id: string;
}

function Sheet({ children }: { readonly children: React.ReactNode }) {
  return (
    <svg
      className={css.motif}
      viewBox="0 0 100 120"
      preserveAspectRatio="xMidYMid slice"
      fill="var(--figure)"
      aria-hidden
    >
      {children}
    </svg>
  );
}

const range = (count: number): number[] =>
  Array.from({ length: count }, (_, i) => i);

function Sun({ id }: MotifProps) {
  const x = 30 + pick(id, "x", 41);
  return (
    <Sheet>
      <circle cx={x} cy={42} r={31} />
      {range(4).map((i) => (
        <rect
          key={i}
          x={0}
          y={48 + i * 7}
          width={100}
          height={1 + i * 1.1}
          fill="var(--ground)"
        />
      ))}
    </Sheet>
  );
}

function Beam({ id }: MotifProps) {
  const x = 20 + pick(id, "x", 61);
  return (
    <Sheet>
      <path d={`M${String(x)} -4 L128 124 L-28 124 Z`} opacity={0.42} />
      <path d={`M${String(x)} -4 L92 124 L8 124 Z`} opacity={0.55} />
    </Sheet>
  );
}

function Arcs({ id }: MotifProps) {
  const x = pick(id, "x", 2) * 100;
  return (
    <Sheet>
      <g fill="none" stroke="var(--figure)" strokeWidth={5.5}>
        {range(6).map((i) => (
          <circle key={i} cx={x} cy={18} r={14 + i * 13} />
        ))}
      </g>
    </Sheet>
  );
}

function Hills({ id }: MotifProps) {
  const lift = pick(id, "lift", 14);
  return (
    <Sheet>
      <circle cx={72} cy={26} r={10} />
      <path
        d={`M0 ${String(64 - lift)} Q28 ${String(38 - lift)} 52 60 T100 50 V120 H0 Z`}
        opacity={0.35}
      />
      <path
        d={`M0 82 Q30 ${String(58 + lift)} 60 78 T100 72 V120 H0 Z`}
        opacity={0.4}
      />
    </Sheet>
  );
}

function Overlap({ id }: MotifProps) {
  const gap = 12 + pick(id, "gap", 10);
  return (
    <Sheet>
      <circle cx={50 - gap} cy={40} r={25} opacity={0.75} />
      <circle cx={50 + gap} cy={40} r={25} opacity={0.55} />
    </Sheet>
  );
}

function Dots({ id }: MotifProps) {
  const odd = pick(id, "odd", 20);
  return (
    <Sheet>
      {range(20).map((i) => (
        <circle
          key={i}
          cx={14 + (i % 5) * 18}
          cy={14 + Math.floor(i / 5) * 17}
          r={i === odd ? 8 : 2.6}
        />
      ))}
    </Sheet>
  );
}

function Stripes({ id }: MotifProps) {
  const turn = -38 + pick(id, "turn", 3) * 38;
  return (
    <Sheet>
      <g transform={`rotate(${String(turn)} 50 40)`}>
        {range(7).map((i) => (
          <rect
            key={i}
            x={-40}
            y={-22 + i * 17}
            width={180}
            height={1.4 + i * 1.3}
            opacity={0.85}
          />
        ))}
      </g>
    </Sheet>
  );
}

function Window({ id }: MotifProps) {
  const x = 14 + pick(id, "x", 30);
  return (
    <Sheet>
      <path d={`M${String(x)} 76 V34 a21 21 0 0 1 42 0 V76 Z`} opacity={0.9} />
      <rect x={0} y={76} width={100} height={1.4} />
    </Sheet>
  );
}

export const MOTIFS: readonly [
  ComponentType<MotifProps>,
  ...ComponentType<MotifProps>[],
] = [Sun, Beam, Arcs, Hills, Overlap, Dots, Stripes, Window];
