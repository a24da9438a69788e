/** What it knows about the person, in plain words; every line of it can be told to be forgotten, and taken back. */
import { DOMAINS } from "../../domain/item.ts";
import type { Rating } from "../../domain/rating.ts";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { Section } from "../parts/section.tsx";
import { useApp } from "../store-context.tsx";
import css from "./knows.module.css";
import { periodsOf } from "./periods.ts";
import { useForget, useForgetConcept } from "./use-forget.ts";

export function Knows() {
  const { t, format } = useWords();
  const ratings = useApp((state) => state.ratings);
  if (ratings.length === 0) return null;
  const times = ratings.map(({ at }) => at);
  return (
    <Section
      title={t("model.knows")}
      note={t("model.knowsNote", {
        count: ratings.length,
        first: format.day(Math.min(...times)),
        last: format.day(Math.max(...times)),
      })}
    >
      <div className={css.knows}>
        <Concepts />
        <Domains />
        <Periods />
        <p className={css.hint}>{t("model.knowsSingle")}</p>
      </div>
    </Section>
  );
}

function Concepts() {
  const { t } = useWords();
  const learned = useApp((state) => state.learned);
  const forgotten = useApp((state) => state.preferences.concepts);
  const forget = useForgetConcept();
  const known = learned.filter(
    ({ concept }) => forgotten[concept] !== "forget",
  );
  if (known.length === 0) return null;
  return (
    <div>
      <h3>{t("model.knowsConcepts")}</h3>
      <ul className={css.rows}>
        {known.map(({ concept, label, strength }) => (
          <Line
            key={concept}
            name={label}
            lang="en"
            words={t(
              strength < 0
                ? "model.knowsAgainst"
                : strength > 0.5
                  ? "model.knowsMuch"
                  : "model.knowsSome",
            )}
            onForget={() => {
              forget(concept, label);
            }}
          />
        ))}
      </ul>
    </div>
  );
}

function Domains() {
  const { t } = useWords();
  const ratings = useApp((state) => state.ratings);
  const rows = useApp((state) => state.rows);
  const items = useApp((state) => state.catalogue?.items);
  const domainOf = ({ item }: Rating) => items?.[rows.get(item) ?? -1]?.domain;
  return (
    <div>
      <h3>{t("model.knowsDomains")}</h3>
      <ul className={css.rows}>
        {DOMAINS.map((domain) => (
          <Ratings
            key={domain}
            name={t(`domain.${domain}`)}
            ratings={ratings.filter((rating) => domainOf(rating) === domain)}
          />
        ))}
      </ul>
    </div>
  );
}

function Periods() {
  const { t } = useWords();
  const ratings = useApp((state) => state.ratings);
  return (
    <div>
      <h3>{t("model.knowsPeriods")}</h3>
      <ul className={css.rows}>
        {periodsOf(ratings).map(({ name, ratings: made }) => (
          <Ratings key={name} name={t(`model.period.${name}`)} ratings={made} />
        ))}
      </ul>
    </div>
  );
}

/** Some of the ratings under one name. */
function Ratings({
  name,
  ratings,
}: {
  readonly name: string;
  readonly ratings: readonly Rating[];
}) {
  const { t } = useWords();
  const forget = useForget();
  if (ratings.length === 0) return null;
  const likes = ratings.filter(({ value }) => value === "like").length;
  const dislikes = ratings.filter(({ value }) => value === "dislike").length;
  const words = t("model.ratingsValue", {
    likes: t("model.likes", { count: likes }),
    dislikes: t("model.dislikes", { count: dislikes }),
  });
  return (
    <Line
      name={name}
      words={words}
      onForget={() => {
        forget(ratings, name);
      }}
    />
  );
}

interface LineProps {
  readonly name: string;
  readonly words: string;
  readonly lang?: string;
  readonly onForget: () => void;
}

function Line({ name, words, lang, onForget }: LineProps) {
  const { t } = useWords();
  return (
    <li>
      <span className={css.name} lang={lang}>
        {name}
      </span>
      <span className={css.words}>{words}</span>
      <Button
        tone="plain"
        aria-label={t("model.forgetName", { name })}
        onClick={onForget}
      >
        {t("model.forget")}
      </Button>
    </li>
  );
}
