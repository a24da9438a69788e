/** How far a run is: what goes on, the share that is done, and the time that is left. */
import { Progress } from "@base-ui/react/progress";
import type { ReactNode } from "react";
import css from "./run-bar.module.css";

interface RunBarProps {
  readonly label: ReactNode;
  readonly left: string;
  /** In [0, 1]. */
  readonly share: number;
}

export function RunBar({ label, left, share }: RunBarProps) {
  return (
    <Progress.Root className={css.bar} value={Math.round(share * 1000) / 10}>
      <Progress.Label className={css.label}>{label}</Progress.Label>
      <span className={css.left}>{left}</span>
      <Progress.Track className={css.track}>
        <Progress.Indicator className={css.indicator} />
      </Progress.Track>
    </Progress.Root>
  );
}
