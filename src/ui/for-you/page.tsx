/** For you: what was learned, one item in the spotlight, and the list that turns as it learns. */
import { useWords } from "../i18n/use-words.ts";
import { useApp } from "../store-context.tsx";
import { ListSkeleton } from "./list-skeleton.tsx";
import { LearnedStrip } from "./learned-strip.tsx";
import { RecommendationList } from "./list.tsx";
import css from "./page.module.css";
import { Welcome } from "./welcome.tsx";

/** Ratings after which the page stops inviting: what "until it is yours" promises. */
const GOAL = 5;

export default function ForYou() {
  const { t } = useWords();
  const ready = useApp(
    (state) => state.catalogue !== null && state.ranking !== null,
  );
  const empty = useApp((state) => state.ranking?.items.length === 0);
  const rated = useApp(
    (state) => state.ratings.filter(({ value }) => value !== "skip").length,
  );
  return (
    <>
      <header className={css.header}>
        <h1 className={rated < GOAL ? css.title : css.small}>
          {t("nav.forYou")}
        </h1>
        {rated < GOAL ? <Welcome rated={rated} goal={GOAL} /> : null}
        <LearnedStrip />
      </header>
      {empty ? <Empty /> : ready ? <RecommendationList /> : <ListSkeleton />}
    </>
  );
}

function Empty() {
  const { t } = useWords();
  return (
    <section className={css.empty}>
      <h2>{t("forYou.empty")}</h2>
      <p>{t("forYou.emptyHow")}</p>
    </section>
  );
}
