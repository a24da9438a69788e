/** The wishes that stand, each to be weighed or taken away, and what is not wanted now. */
import { AudioLines, ImageIcon, Quote, X } from "lucide-react";
import type { WishTarget } from "../../domain/wish.ts";
import type { NamedWish } from "../../store/moment.ts";
import { Cover } from "../cover/cover.tsx";
import { useWords } from "../i18n/use-words.ts";
import { Button } from "../parts/button.tsx";
import { IconButton } from "../parts/icon-button.tsx";
import { Slide } from "../parts/slide.tsx";
import { useActions, useApp, useItem } from "../store-context.tsx";
import css from "./wishes.module.css";

export function Wishes() {
  const { t } = useWords();
  const { wishes, notNow } = useApp((state) => state.moment);
  const { wantAgain } = useActions();
  if (wishes.length + notNow.length === 0) return null;
  return (
    <section aria-label={t("steer.wishes")}>
      <h3>{t("steer.wishes")}</h3>
      <ul className={css.list}>
        {wishes.map((wish) => (
          <Row key={wish.id} wish={wish} />
        ))}
      </ul>
      {notNow.length > 0 ? (
        <p className={css.away}>
          {t("steer.away", { count: notNow.length })}
          <Button tone="plain" onClick={() => void wantAgain()}>
            {t("steer.again")}
          </Button>
        </p>
      ) : null}
      <p className={css.note}>{t("steer.wishesNote")}</p>
    </section>
  );
}

function Row({ wish }: { readonly wish: NamedWish }) {
  const { t, format } = useWords();
  const { weighWish, dropWish } = useActions();
  const { id, name, weight, target } = wish;
  return (
    <li className={css.row}>
      <span className={css.face} aria-hidden>
        <Face target={target} />
      </span>
      <Slide
        label={name}
        value={weight}
        min={-1}
        max={1}
        step={0.1}
        words={t(
          weight === 0
            ? "steer.weightNone"
            : weight > 0
              ? "steer.weightMore"
              : "steer.weightLess",
          { percent: format.percent(Math.abs(weight)) },
        )}
        onChange={(value) => {
          void weighWish(id, value);
        }}
      />
      <IconButton
        label={t("steer.dropWish", { name })}
        tip={t("steer.drop1")}
        icon={<X />}
        onClick={() => void dropWish(id)}
      />
    </li>
  );
}

const ICONS = { text: Quote, image: ImageIcon, audio: AudioLines } as const;

function Face({ target }: { readonly target: WishTarget }) {
  if (target.kind === "item") return <ItemFace id={target.item} />;
  const Icon = ICONS[target.modality];
  return <Icon />;
}

function ItemFace({
  id,
}: {
  readonly id: Extract<WishTarget, { kind: "item" }>["item"];
}) {
  const item = useItem(id);
  return item ? <Cover item={item} shape="square" /> : null;
}
