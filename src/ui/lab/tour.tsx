/**
 * A tour of five stops for somebody who has never trained a recommender. It stands beside the page, not above it:
 * everything stays usable, and what the stop is about is marked. Taken or skipped, it does not come back by itself.
 */
import { Compass, X } from "lucide-react";
import {
  createContext,
  use,
  useEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { Button } from "../parts/button.tsx";
import { IconButton } from "../parts/icon-button.tsx";
import { useActions, useApp } from "../store-context.tsx";
import { useLab, useLabActions } from "./lab-context.tsx";
import css from "./tour.module.css";
import { useLabWords } from "./use-lab-words.ts";

const STOPS = ["data", "models", "protocol", "run", "results"] as const;
type StopName = (typeof STOPS)[number];

interface TourState {
  /** Null while nobody is on tour. */
  readonly stop: StopName | null;
  readonly go: (stop: StopName | null) => void;
}

const TourContext = createContext<TourState>({
  stop: null,
  go: () => undefined,
});

export function TourProvider({ children }: { readonly children: ReactNode }) {
  const [stop, go] = useState<StopName | null>(null);
  const state = useMemo(() => ({ stop, go }), [stop]);
  return <TourContext value={state}>{children}</TourContext>;
}

/** A part of the page that a stop is about: marked and scrolled to while the tour stands there. */
export function Stop({
  name,
  children,
}: {
  readonly name: StopName;
  readonly children: ReactNode;
}) {
  const { stop } = use(TourContext);
  const here = stop === name;
  const part = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (here) part.current?.scrollIntoView({ behavior: "smooth" });
  }, [here]);
  return (
    <div ref={part} className={css.stop} data-here={here || undefined}>
      {children}
    </div>
  );
}

export function TourButton() {
  const { l } = useLabWords();
  const { stop, go } = use(TourContext);
  const toured = useApp((state) => state.preferences.labToured);
  // A first visit has the invitation, which says the same.
  if (!toured && stop === null) return null;
  return (
    <Button
      icon={<Compass aria-hidden />}
      disabled={stop !== null}
      onClick={() => {
        go("data");
      }}
    >
      {l("tour.start")}
    </Button>
  );
}

/** The invitation of a first visit, and the card of a tour that goes on. */
export function Tour() {
  const { stop } = use(TourContext);
  const toured = useApp((state) => state.preferences.labToured);
  if (stop !== null) return <Card key={stop} stop={stop} />;
  return toured ? null : <Invitation />;
}

function Invitation() {
  const { l } = useLabWords();
  const { go } = use(TourContext);
  const { setPreferences } = useActions();
  return (
    <aside className={css.invitation} aria-label={l("tour.title")}>
      <p>{l("tour.invite")}</p>
      <div className={css.buttons}>
        <Button
          tone="solid"
          onClick={() => {
            go("data");
          }}
        >
          {l("tour.take")}
        </Button>
        <Button
          tone="plain"
          onClick={() => void setPreferences({ labToured: true })}
        >
          {l("tour.skip")}
        </Button>
      </div>
    </aside>
  );
}

function Card({ stop }: { readonly stop: StopName }) {
  const { l } = useLabWords();
  const { go } = use(TourContext);
  const { setPreferences } = useActions();
  const card = useRef<HTMLElement>(null);
  const place = STOPS.indexOf(stop);
  const next = STOPS[place + 1];
  const before = STOPS[place - 1];
  useEffect(() => {
    card.current?.focus({ preventScroll: true });
  }, []);
  const end = (): void => {
    go(null);
    void setPreferences({ labToured: true });
  };
  return (
    <aside
      ref={card}
      className={css.card}
      tabIndex={-1}
      aria-label={l("tour.title")}
      onKeyDown={(event) => {
        if (event.key === "Escape") end();
      }}
    >
      <p className={css.place}>
        {l("tour.place", { place: place + 1, places: STOPS.length })}
      </p>
      <h2>{l(`tour.${stop}.title`)}</h2>
      <p>{l(`tour.${stop}.text`)}</p>
      <Act stop={stop} />
      <div className={css.buttons}>
        {before ? (
          <Button
            tone="plain"
            onClick={() => {
              go(before);
            }}
          >
            {l("tour.back")}
          </Button>
        ) : null}
        <Button
          tone="solid"
          onClick={() => {
            if (next) go(next);
            else end();
          }}
        >
          {next ? l("tour.next") : l("tour.done")}
        </Button>
      </div>
      <IconButton
        className={css.close ?? ""}
        label={l("tour.end")}
        icon={<X />}
        onClick={end}
      />
    </aside>
  );
}

/** What a stop offers to do right there, so that nobody has to look for it. */
function Act({ stop }: { readonly stop: StopName }) {
  const { l } = useLabWords();
  const { takeExample, run } = useLabActions();
  const data = useLab((state) => state.data);
  const running = useLab((state) => state.run);
  if (data === null)
    return (
      <Button onClick={() => void takeExample()}>{l("data.example")}</Button>
    );
  if (stop === "run" && running === null)
    return <Button onClick={() => void run()}>{l("tour.trainNow")}</Button>;
  return null;
}
