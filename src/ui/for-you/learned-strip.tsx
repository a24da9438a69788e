/**
 * What was learned, as a sentence: "You lean towards string instruments and volcanic islands; less: slapstick."
 * Each concept is a button; pressing it offers to boost, quiet or forget it.
 */
import { Fragment, lazy, Suspense, useState } from "react";
import type { LearnedConcept } from "../../domain/ranking.ts";
import { useWords } from "../i18n/use-words.ts";
import { useApp } from "../store-context.tsx";
import css from "./learned-strip.module.css";

const ConceptMenu = lazy(async () => ({
  default: (await import("./concept-menu.tsx")).ConceptMenu,
}));

/** A sentence of more is a list. */
const TOWARDS = 6;
const AGAINST = 3;

interface Open {
  readonly concept: LearnedConcept;
  readonly anchor: HTMLElement;
}

export function LearnedStrip() {
  const { t } = useWords();
  const learned = useApp((state) => state.learned);
  const rated = useApp((state) => state.ratings.length > 0);
  const [open, setOpen] = useState<Open | null>(null);
  const towards = learned
    .filter(({ strength }) => strength >= 0)
    .slice(0, TOWARDS);
  const against = learned
    .filter(({ strength }) => strength < 0)
    .slice(0, AGAINST);
  if (!rated || towards.length + against.length === 0) return null;
  const onOpen = (concept: LearnedConcept, anchor: HTMLElement): void => {
    setOpen({ concept, anchor });
  };
  return (
    <section className={css.strip} aria-label={t("learned.title")}>
      <p className={css.sentence}>
        {towards.length > 0 ? (
          <>
            {t("learned.towards")}{" "}
            <ConceptList concepts={towards} onOpen={onOpen} />
          </>
        ) : null}
        {against.length > 0 ? (
          <span className={css.less}>
            {towards.length > 0 ? t("learned.butLess") : t("learned.onlyLess")}{" "}
            <ConceptList concepts={against} onOpen={onOpen} />
          </span>
        ) : null}
      </p>
      {open ? (
        <Suspense fallback={null}>
          <ConceptMenu
            key={open.concept.concept}
            {...open}
            onClose={() => {
              setOpen(null);
            }}
          />
        </Suspense>
      ) : null}
    </section>
  );
}

interface ConceptListProps {
  readonly concepts: readonly LearnedConcept[];
  readonly onOpen: (concept: LearnedConcept, anchor: HTMLElement) => void;
}

function ConceptList({ concepts, onOpen }: ConceptListProps) {
  const { format } = useWords();
  const parts = format.listParts(concepts.map(({ label }) => label));
  const literals = parts.filter(({ type }) => type === "literal").values();
  return concepts.map((concept) => {
    const after = literals.next().value?.value ?? "";
    // What belongs to the word (a comma) must not begin the next line.
    const mark = /^\S*/u.exec(after)?.[0] ?? "";
    return (
      <Fragment key={concept.concept}>
        <span className={css.unit}>
          <ConceptWord concept={concept} onOpen={onOpen} />
          {mark}
        </span>
        {after.slice(mark.length)}
      </Fragment>
    );
  });
}

function ConceptWord({
  concept,
  onOpen,
}: {
  readonly concept: LearnedConcept;
  readonly onOpen: ConceptListProps["onOpen"];
}) {
  const { t } = useWords();
  const steering = useApp(
    (state) => state.preferences.concepts[concept.concept],
  );
  return (
    <button
      type="button"
      className={css.word}
      data-steering={steering}
      aria-haspopup="dialog"
      title={t("learned.more", { concept: concept.label })}
      onClick={(event) => {
        onOpen(concept, event.currentTarget);
      }}
    >
      <span lang="en">{concept.label}</span>
      {steering ? <small>{t(`learned.${STEERED[steering]}`)}</small> : null}
    </button>
  );
}

const STEERED = {
  boost: "boosted",
  quiet: "quieted",
  forget: "forgotten",
} as const;
