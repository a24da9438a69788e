/**
 * The row above the list: the door to steering, what steers now, and, as long as little is known, the answer
 * "none of these". It keeps its height whatever stands in it.
 */
import { ListX, SlidersHorizontal, X } from "lucide-react";
import { lazy, Suspense, useRef, useState } from "react";
import { DEFAULT_STEERING } from "../../config/preferences.ts";
import type { NamedWish } from "../../store/moment.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { useActions, useApp } from "../store-context.tsx";
import { GOAL, useRated } from "./goal.ts";
import css from "./toolbar.module.css";
import { useNoneOfThese } from "./use-none-of-these.ts";

const Steer = lazy(async () => ({
  default: (await import("../steer/steer.tsx")).Steer,
}));

/** Where the panel lies below the list and not beside it. */
const SHEET = "(width < 1000px)";

/** Brings the beginning of the list up, because the panel covers the lower part of the page. */
function showList(door: HTMLElement | null): void {
  door?.parentElement?.scrollIntoView({ block: "start" });
}

export function Toolbar() {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const door = useRef<HTMLButtonElement>(null);
  const rated = useRated();
  const steered = useApp(
    ({ preferences }) =>
      JSON.stringify(preferences.steering) !== JSON.stringify(DEFAULT_STEERING),
  );
  const onClose = (): void => {
    setOpen(false);
    door.current?.focus();
  };
  return (
    <div className={css.toolbar} data-steering={open || undefined}>
      <Button
        ref={door}
        icon={<SlidersHorizontal />}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => {
          if (!open && matchMedia(SHEET).matches) showList(door.current);
          setOpen(!open);
        }}
      >
        {t("steer.open")}
        {steered ? (
          <span className={css.dot}>
            <span className="visually-hidden">{t("steer.steered")}</span>
          </span>
        ) : null}
      </Button>
      <Chips
        onWeigh={() => {
          setOpen(true);
        }}
      />
      {rated < GOAL ? <NoneOfThese /> : null}
      {open ? (
        <Suspense fallback={null}>
          <Steer onClose={onClose} />
        </Suspense>
      ) : null}
    </div>
  );
}

function NoneOfThese() {
  const { t } = useWords();
  const answer = useNoneOfThese();
  return (
    <Button
      tone="plain"
      className={css.none ?? ""}
      icon={<ListX />}
      onClick={answer}
    >
      {t("welcome.noneOfThese")}
    </Button>
  );
}

interface ChipsProps {
  readonly onWeigh: () => void;
}

function Chips({ onWeigh }: ChipsProps) {
  const { t } = useWords();
  const { wishes, notNow } = useApp((state) => state.moment);
  const { wantAgain } = useActions();
  if (wishes.length + notNow.length === 0) return null;
  return (
    <ul className={css.chips} aria-label={t("steer.standing")}>
      {wishes.map((wish) => (
        <Chip key={wish.id} wish={wish} onWeigh={onWeigh} />
      ))}
      {notNow.length > 0 ? (
        <li className={css.chip}>
          <span className={css.away}>
            {t("steer.away", { count: notNow.length })}
          </span>
          <button
            type="button"
            className={css.drop}
            aria-label={t("steer.again")}
            onClick={() => void wantAgain()}
          >
            <X aria-hidden />
          </button>
        </li>
      ) : null}
    </ul>
  );
}

function Chip({
  wish: { id, name, weight },
  onWeigh,
}: ChipsProps & { readonly wish: NamedWish }) {
  const { t } = useWords();
  const { dropWish } = useActions();
  return (
    <li className={css.chip} data-less={weight < 0 || undefined}>
      <button
        type="button"
        className={css.name}
        title={t("steer.weigh", { name })}
        onClick={onWeigh}
      >
        {weight < 0 ? t("steer.lessOf", { name }) : name}
      </button>
      <button
        type="button"
        className={css.drop}
        aria-label={t("steer.dropWish", { name })}
        onClick={() => void dropWish(id)}
      >
        <X aria-hidden />
      </button>
    </li>
  );
}
