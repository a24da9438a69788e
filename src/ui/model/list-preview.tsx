/** A list that is only looked at: titles in their order. */
import type { ItemId } from "../../domain/item.ts";
import type { Ranked, Ranking } from "../../domain/ranking.ts";
import { Cover } from "../cover/cover.tsx";
import { useWords } from "../i18n/use-words.ts";
import { useItem } from "../store-context.tsx";
import css from "./list-preview.module.css";

interface ListPreviewProps {
  readonly title: string;
  /** Null while it is on its way. */
  readonly list: Ranking | null;
  /** Items that are nothing new. */
  readonly dim?: ReadonlySet<ItemId>;
}

export function ListPreview({ title, list, dim }: ListPreviewProps) {
  return (
    <div className={css.preview}>
      <h3>{title}</h3>
      <ol>
        {list?.items.map((ranked) => (
          <Row
            key={ranked.item}
            ranked={ranked}
            dim={dim?.has(ranked.item) ?? false}
          />
        ))}
      </ol>
    </div>
  );
}

function Row({
  ranked,
  dim,
}: {
  readonly ranked: Ranked;
  readonly dim: boolean;
}) {
  const { t, format } = useWords();
  const item = useItem(ranked.item);
  if (item === undefined) return null;
  return (
    <li className={dim ? css.dim : undefined}>
      <span className={css.face}>
        <Cover item={item} shape="square" />
      </span>
      <span lang="en">{item.title}</span>
      <small>
        {t(`domainOne.${item.domain}`)} · {format.percent(ranked.score)}
      </small>
    </li>
  );
}
