/** The score by rating: who carries it, through what, and what is left without them. Sums to the same score. */
import { Cover } from "../cover/cover.tsx";
import { useWords } from "../i18n/use-words.ts";
import { useApp, useItem } from "../store-context.tsx";
import css from "./carried-by.module.css";
import { ShareCell, ShareTable } from "./share-table.tsx";
import type { RatingRow } from "./shares.ts";

const SENTENCES = {
  like: "why.youLiked",
  dislike: "why.youDisliked",
  skip: "why.youSkipped",
} as const;

interface CarriedByProps {
  readonly rows: readonly RatingRow[];
  readonly logit: number;
  readonly score: number;
}

export function CarriedBy({ rows, logit, score }: CarriedByProps) {
  const { t } = useWords();
  return (
    <ShareTable
      caption={t("why.ratingTable")}
      of={t("why.rating")}
      className={css.table}
      logit={logit}
      score={score}
    >
      {rows.map((row) => (
        <tr key={row.is === "rating" ? row.rating.item : row.is}>
          <th scope="row">
            <Name row={row} />
          </th>
          <ShareCell value={row.value} length={row.length} />
        </tr>
      ))}
    </ShareTable>
  );
}

function Name({ row }: { readonly row: RatingRow }) {
  const { t } = useWords();
  if (row.is === "rating") return <Rated part={row.rating} />;
  if (row.is === "prior") return <>{t("modality.prior")}</>;
  return row.count > 0 ? (
    <>{t("why.others", { count: row.count })}</>
  ) : (
    <>{t("why.background")}</>
  );
}

type RatingPart = Extract<RatingRow, { readonly is: "rating" }>["rating"];

function Rated({ part }: { readonly part: RatingPart }) {
  const { t, format } = useWords();
  const item = useItem(part.item);
  const value = useApp(
    ({ ratings }) => ratings.find((one) => one.item === part.item)?.value,
  );
  if (item === undefined) return null;
  return (
    <span className={css.carrier}>
      <span className={css.face} aria-hidden>
        <Cover item={item} shape="square" />
      </span>
      <span className={css.name}>
        {t(SENTENCES[value ?? "like"], { title: item.title })}
        <small>
          {t(`why.through.${part.through}`)}
          {part.loses === undefined
            ? null
            : ` · ${t("why.loses", { by: format.signed(-part.loses) })}`}
        </small>
      </span>
    </span>
  );
}
