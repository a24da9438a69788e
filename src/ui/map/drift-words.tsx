/** The path of the taste in words. */
import type { ItemMap } from "../../domain/map.ts";
import { useWords } from "../i18n/use-words.ts";
import type { Point } from "./camera.ts";
import { wordNear } from "./drift.ts";
import css from "./drift.module.css";

interface DriftProps {
  readonly map: ItemMap;
  readonly path: readonly Point[];
}

export function Drift({ map, path }: DriftProps) {
  const { t } = useWords();
  const names = path.map((point) => wordNear(map.labels, point) ?? "");
  const steps = names.filter(
    (name, at) => name !== "" && name !== names[at - 1],
  );
  if (steps.length === 0) return <p className={css.drift}>{t("map.noPath")}</p>;
  return (
    <p className={css.drift}>
      {steps.length === 1 ? t("map.pathStays") : t("map.path")}{" "}
      <span lang="en" className={css.steps}>
        {shortened(steps).join(" → ")}
      </span>
    </p>
  );
}

/** The first and the latest; what lay between them in a long life is on the map. */
function shortened(steps: readonly string[]): readonly string[] {
  return steps.length <= 6
    ? steps
    : [...steps.slice(0, 2), "…", ...steps.slice(-3)];
}
