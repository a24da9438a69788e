/**
 * What was learned, as a sentence: "You lean towards string instruments and volcanic islands; less: slapstick."
 * Each concept is a button; pressing it offers to boost, quiet or forget it.
 */
import { Fragment, lazy, Suspense, useState } from "react";
import type { LearnedConcept } from "../../domain/ranking.ts";
import { useWords } from "../i18n/use-words.ts";
import { PHONE, useMedia } from "../parts/use-media.ts";
import { useApp } from "../store-context.tsx";
import css from "./learned-sentence.module.css";

const ConceptMenu = lazy(async () => ({
  default: (await import("./concept-menu.tsx")).ConceptMenu,
}));

/** A sentence of more is a list. */
const TOWARDS = 5;
const AGAINST = 2;
/** What stays within the lines that the page keeps free for it: two, or three short ones on a phone. */
const LETTERS = 76;
const LETTERS_PHONE = 48;

interface Open {
  readonly concept: LearnedConcept;
  readonly anchor: HTMLElement;
}

export function LearnedSentence() {
  const { t } = useWords();
  const learned = useApp((state) => state.learned);
  const rated = useApp((state) => state.ratings.length > 0);
  const [open, setOpen] = useState<Open | null>(null);
  const letters = useMedia(PHONE) ? LETTERS_PHONE : LETTERS;
  const { towards, against } = sidesOf(learned, letters);
  if (!rated || towards.length + against.length === 0)
    return (
      <p className={css.sentence}>
        {t("welcome.lead")}{" "}
        <span className={css.less}>{t("welcome.private")}</span>
      </p>
    );
  const onOpen = (concept: LearnedConcept, anchor: HTMLElement): void => {
    setOpen({ concept, anchor });
  };
  return (
    <section aria-label={t("learned.title")}>
      <p className={css.sentence}>
        {towards.length > 0 ? (
          <>
            {t("learned.towards")}{" "}
            <ConceptList concepts={towards} onOpen={onOpen} />
          </>
        ) : null}
        {against.length > 0 ? (
          <span className={css.less}>
            {" "}
            {t(
              towards.length > 0 ? "learned.butLess" : "learned.onlyLess",
            )}{" "}
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

/** As many concepts of each side as the sentence has room for, strongest first. */
function sidesOf(learned: readonly LearnedConcept[], letters: number) {
  let room = letters;
  const fits = ({ label }: LearnedConcept): boolean => {
    room -= label.length + 2;
    return room >= 0;
  };
  const towards = learned
    .filter(({ strength }) => strength >= 0)
    .slice(0, TOWARDS)
    .filter(fits);
  const against = learned
    .filter(({ strength }) => strength < 0)
    .slice(0, AGAINST)
    .filter(fits);
  return { towards, against };
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
