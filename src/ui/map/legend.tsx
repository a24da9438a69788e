/** What the colours and signs mean; a domain's name also picks it out. */
import { DOMAINS, type Domain } from "../../domain/item.ts";
import { useWords } from "../i18n/use-words.ts";
import css from "./legend.module.css";

interface LegendProps {
  readonly by: "domain" | "liking";
  readonly picked: ReadonlySet<Domain>;
  readonly onPick: (domains: ReadonlySet<Domain>) => void;
}

export function Legend({ by, picked, onPick }: LegendProps) {
  const { t } = useWords();
  return (
    <div className={css.legend}>
      <ul className={css.domains} aria-label={t("map.domains")}>
        {DOMAINS.map((domain) => (
          <li key={domain}>
            <button
              type="button"
              className={css.domain}
              aria-pressed={picked.has(domain)}
              onClick={() => {
                const next = new Set(picked);
                if (!next.delete(domain)) next.add(domain);
                onPick(next);
              }}
            >
              {by === "domain" ? (
                <span className={css.dot} data-domain={domain} aria-hidden />
              ) : null}
              {t(`domain.${domain}`)}
            </button>
          </li>
        ))}
      </ul>
      <ul className={css.signs} aria-label={t("map.signs")}>
        {by === "liking" ? (
          <li>
            <span className={css.ramp} aria-hidden />
            {t("map.ramp")}
          </li>
        ) : null}
        <li>
          <Sign
            d="M8 14C-1 8 1 2 4.5 2 6.500 2 8 3.500 8 5 8 3.500 9.500 2 11.500 2 15 2 17 8 8 14Z"
            filled
          />
          {t("map.signLiked")}
        </li>
        <li>
          <Sign d="M4 4L12 12M12 4L4 12" />
          {t("map.signDisliked")}
        </li>
        <li>
          <span className={css.ring} aria-hidden />
          {t("map.signRecommended")}
        </li>
        <li>
          <span className={css.path} aria-hidden />
          {t("map.signPath")}
        </li>
      </ul>
    </div>
  );
}

function Sign({
  d,
  filled = false,
}: {
  readonly d: string;
  readonly filled?: boolean;
}) {
  return (
    <svg
      className={filled ? css.filled : css.line}
      viewBox="0 0 16 16"
      aria-hidden
    >
      <path d={d} />
    </svg>
  );
}
