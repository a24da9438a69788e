/** The score by rating: who carries it, through what, and what is left without them. Sums to the same score. */
import { Cover } from "../cover/cover.tsx";
import { useWords } from "../i18n/use-words.ts";
import { useApp, useItem } from "../store-context.tsx";
import { Bar } from "./bar.tsx";
import css from "./carried-by.module.css";
import type { RatingRow } from "./shares.ts";
import { Total } from "./total.tsx";

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
    <table className={css.table}>
      <caption className="visually-hidden">{t("why.ratingTable")}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t("why.rating")}</th>
          <th scope="col">{t("why.share")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.is === "rating" ? row.rating.item : row.is} row={row} />
        ))}
      </tbody>
      <Total logit={logit} score={score} />
    </table>
  );
}

function Row({ row }: { readonly row: RatingRow }) {
  const { format } = useWords();
  return (
    <tr>
      <th scope="row">
        <Name row={row} />
      </th>
      <td>
        <span className={css.cell}>
          <Bar {...row} />
          <span className={css.value}>{format.signed(row.value)}</span>
        </span>
      </td>
    </tr>
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
