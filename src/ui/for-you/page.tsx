/** For you: what was learned, one item in the spotlight, and the list that turns as it learns. */
import { useWords } from "../i18n/use-words.ts";
import { useApp } from "../store-context.tsx";
import { Empty } from "../parts/empty.tsx";
import { LearnedSentence } from "./learned-sentence.tsx";
import { ListSkeleton } from "./list-skeleton.tsx";
import { RecommendationList } from "./list.tsx";
import { NameSearch } from "./name-search.tsx";
import css from "./page.module.css";
import { Privacy } from "./privacy.tsx";
import { Progress } from "./progress.tsx";
import { Toolbar } from "./toolbar.tsx";

export default function ForYou() {
  const { t } = useWords();
  const ready = useApp(
    (state) => state.catalogue !== null && state.ranking !== null,
  );
  const empty = useApp((state) => state.ranking?.items.length === 0);
  return (
    <div className={css.page}>
      <header className={css.header}>
        <div className={css.words}>
          <h1 className={css.title}>{t("nav.forYou")}</h1>
          <LearnedSentence />
          <Progress />
        </div>
        <div>
          <NameSearch />
          <Privacy />
        </div>
      </header>
      <Toolbar />
      {empty ? (
        <Empty title={t("forYou.empty")}>
          <p>{t("forYou.emptyHow")}</p>
        </Empty>
      ) : ready ? (
        <RecommendationList />
      ) : (
        <ListSkeleton />
      )}
    </div>
  );
}
