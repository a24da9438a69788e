/** Everything that is known of one item: text, sound, facts, and whom to thank for it. */
import { Heart, ThumbsDown } from "lucide-react";
import type { Item, ItemId } from "../../domain/item.ts";
import { Cover } from "../cover/cover.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import facts from "../parts/facts.module.css";
import { useRating } from "../rating/use-rating.ts";
import { SoundBar } from "../sound/sound-bar.tsx";
import { useApp, useItem } from "../store-context.tsx";
import css from "./item-dialog.module.css";

interface ItemDialogProps {
  readonly id: ItemId;
  readonly onClose: () => void;
}

export function ItemDialog({ id, onClose }: ItemDialogProps) {
  const { t } = useWords();
  const item = useItem(id);
  const { value, set } = useRating(id);
  if (item === undefined) return null;
  return (
    <Dialog
      title={<span lang="en">{item.title}</span>}
      onClose={onClose}
      className={css.dialog ?? ""}
    >
      <div className={css.top}>
        <div className={css.cover}>
          <Cover item={item} eager />
        </div>
        <div className={css.words}>
          <p className={css.domain}>{t(`domainOne.${item.domain}`)}</p>
          <p lang="en">{item.text}</p>
          {item.sound ? (
            <div className={css.sound}>
              <SoundBar item={item} sound={item.sound} />
            </div>
          ) : null}
          <div className={css.buttons}>
            <Button
              tone={value === "like" ? "accent" : "quiet"}
              icon={<Heart />}
              aria-pressed={value === "like"}
              onClick={() => {
                set("like");
              }}
            >
              {t("rate.like")}
            </Button>
            <Button
              tone={value === "dislike" ? "solid" : "quiet"}
              icon={<ThumbsDown />}
              aria-pressed={value === "dislike"}
              onClick={() => {
                set("dislike");
              }}
            >
              {t("rate.dislike")}
            </Button>
          </div>
        </div>
      </div>
      <FactList item={item} />
    </Dialog>
  );
}

function FactList({ item }: { readonly item: Item }) {
  const { t } = useWords();
  const source = useApp((state) => state.catalogue?.sources[item.source]);
  return (
    <dl className={`${facts.facts} ${css.facts}`}>
      {Object.entries(item.facts ?? {}).map(([term, value]) => (
        <div key={term} lang="en">
          <dt>{term}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {source ? (
        <>
          <div>
            <dt>{t("item.source")}</dt>
            <dd lang="en">{source.name}</dd>
          </div>
          <div>
            <dt>{t("item.licence")}</dt>
            <dd lang="en">
              <a href={source.licenceUrl} target="_blank" rel="noreferrer">
                {source.licence}
              </a>
            </dd>
          </div>
        </>
      ) : null}
      {item.credit ? (
        <div>
          <dt>{t("item.credit")}</dt>
          <dd lang="en">{item.credit}</dd>
        </div>
      ) : null}
    </dl>
  );
}
