/** History: every rating in force, newest first, in days; each can be taken back. */
import { useMemo, useState } from "react";
import { useWords } from "../i18n/use-words.ts";
import { Choice } from "../parts/choice.tsx";
import { Empty } from "../parts/empty.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { useApp } from "../store-context.tsx";
import { DayList } from "./day-list.tsx";
import { byDay, type Filter } from "./group.ts";
import { RatingsFile } from "./ratings-file.tsx";

export default function History() {
  const { t } = useWords();
  const ratings = useApp((state) => state.ratings);
  const [filter, setFilter] = useState<Filter>("all");
  const days = useMemo(() => byDay(ratings, filter), [ratings, filter]);
  return (
    <>
      <PageHeader
        title={t("history.title")}
        lead={
          ratings.length > 0
            ? t("history.lead", { count: ratings.length })
            : undefined
        }
      >
        {ratings.length > 0 ? (
          <Choice
            label={t("history.filter")}
            hideLabel
            value={filter}
            onChange={setFilter}
            options={[
              { value: "all", label: t("history.all") },
              { value: "like", label: t("history.likes") },
              { value: "dislike", label: t("history.dislikes") },
              { value: "skip", label: t("history.skips") },
            ]}
          />
        ) : null}
      </PageHeader>
      {ratings.length === 0 ? (
        <Empty title={t("history.empty")}>
          <p>{t("history.emptyHow")}</p>
        </Empty>
      ) : days.length === 0 ? (
        <p>{t("history.emptyFilter")}</p>
      ) : (
        days.map((day) => <DayList key={day.at} day={day} />)
      )}
      <RatingsFile />
    </>
  );
}
