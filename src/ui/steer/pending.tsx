/** What the change that is tried out has done so far, and whether it is to stay. */
import { RotateCcw } from "lucide-react";
import { DEFAULT_STEERING } from "../../config/preferences.ts";
import type { ItemId } from "../../domain/item.ts";
import { differenceOf, type Difference } from "../../store/trial.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { itemOf, useActions, useApp, useAppStore } from "../store-context.tsx";
import css from "./pending.module.css";

/** Titles that fit under each other. */
const NAMED = 4;

function useDifference(): Difference | null {
  const trying = useApp((state) => state.trying);
  const ranking = useApp((state) => state.ranking);
  if (trying === null || ranking === null) return null;
  return differenceOf(
    trying.list,
    ranking.items.map(({ item }) => item),
  );
}

export function Pending() {
  const { t } = useWords();
  const { keepSteering, putSteeringBack, trySteering } = useActions();
  const change = useDifference();
  return (
    <footer className={css.pending}>
      <div className={css.words} aria-live="polite">
        {change === null ? (
          <p className={css.calm}>{t("steer.nothingPending")}</p>
        ) : (
          <>
            <p className={css.count}>
              {change.entered.length === 0
                ? t("steer.sameItems")
                : t("steer.changed", { count: change.entered.length })}
            </p>
            <Names words="steer.entered" items={change.entered} />
            <Names words="steer.left" items={change.left} />
          </>
        )}
      </div>
      <div className={css.buttons}>
        {change === null ? (
          <Button
            tone="plain"
            icon={<RotateCcw />}
            onClick={() => void trySteering(DEFAULT_STEERING)}
          >
            {t("steer.reset")}
          </Button>
        ) : (
          <>
            <Button tone="solid" onClick={() => void keepSteering()}>
              {t("steer.keep")}
            </Button>
            <Button onClick={() => void putSteeringBack()}>
              {t("steer.putBack")}
            </Button>
          </>
        )}
      </div>
    </footer>
  );
}

interface NamesProps {
  readonly words: "steer.entered" | "steer.left";
  readonly items: readonly ItemId[];
}

function Names({ words, items }: NamesProps) {
  const { t, format } = useWords();
  const app = useAppStore();
  if (items.length === 0) return null;
  const titles = items
    .slice(0, NAMED)
    .flatMap((id) => itemOf(app.getState(), id)?.title ?? []);
  return (
    <p className={css.names}>
      <b>{t(words)}</b>{" "}
      <span lang="en">
        {items.length > NAMED ? `${titles.join(", ")} …` : format.list(titles)}
      </span>
    </p>
  );
}
