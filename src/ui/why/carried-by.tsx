/** The rated items that carry a recommendation, and those that hold it back. */
import type { ItemId } from "../../domain/item.ts";
import type { Explanation } from "../../domain/ranking.ts";
import { Cover } from "../cover/cover.tsx";
import { useWords } from "../i18n/use-words.ts";
import { useApp, useItem } from "../store-context.tsx";
import css from "./carried-by.module.css";

const SHOWN = 4;

const SENTENCES = {
  like: "why.youLiked",
  dislike: "why.youDisliked",
  skip: "why.youSkipped",
} as const;

export function CarriedBy({
  shares,
}: {
  readonly shares: Explanation["byRating"];
}) {
  return (
    <ul className={css.list}>
      {shares.slice(0, SHOWN).map(({ item, share }) => (
        <Carrier key={item} id={item} share={share} />
      ))}
    </ul>
  );
}

function Carrier({
  id,
  share,
}: {
  readonly id: ItemId;
  readonly share: number;
}) {
  const { t, format } = useWords();
  const item = useItem(id);
  const value = useApp(
    ({ ratings }) => ratings.find((rating) => rating.item === id)?.value,
  );
  if (item === undefined) return null;
  return (
    <li className={css.carrier}>
      <span className={css.face}>
        <Cover item={item} shape="square" />
      </span>
      <span className={css.name}>
        {t(SENTENCES[value ?? "like"], { title: item.title })}
      </span>
      <span className={css.share}>{format.signedPercent(share)}</span>
    </li>
  );
}
