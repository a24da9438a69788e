/** The domains as tiles, each with the face of one of its best-known items. */
import { useMemo } from "react";
import type { Catalogue } from "../../domain/catalogue.ts";
import { DOMAINS, type Domain, type Item } from "../../domain/item.ts";
import { Cover } from "../cover/cover.tsx";
import { useWords } from "../i18n/use-words.ts";
import { useApp } from "../store-context.tsx";
import css from "./domain-tiles.module.css";
import type { DomainChoice } from "./use-found.ts";

interface DomainTilesProps {
  readonly value: DomainChoice;
  readonly onChange: (domain: DomainChoice) => void;
}

interface Tile {
  readonly domain: Domain;
  readonly count: number;
  readonly face: Item;
}

function tilesOf(catalogue: Catalogue | null): readonly Tile[] {
  return DOMAINS.flatMap((domain) => {
    const items = catalogue?.items.filter((item) => item.domain === domain);
    const face = items?.reduce<Item | undefined>(
      (best, item) =>
        best === undefined || item.familiarity > best.familiarity ? item : best,
      undefined,
    );
    return items && face ? [{ domain, count: items.length, face }] : [];
  });
}

export function DomainTiles({ value, onChange }: DomainTilesProps) {
  const { t, format } = useWords();
  const catalogue = useApp((state) => state.catalogue);
  const tiles = useMemo(() => tilesOf(catalogue), [catalogue]);
  return (
    <ul className={css.tiles} aria-label={t("catalogues.domains")}>
      {tiles.map(({ domain, count, face }) => (
        <li key={domain}>
          <button
            type="button"
            className={css.tile}
            aria-pressed={value === domain}
            onClick={() => {
              onChange(value === domain ? "all" : domain);
            }}
          >
            <span className={css.face}>
              <Cover item={face} shape="square" eager />
            </span>
            <span className={css.name}>
              {t(`domain.${domain}`)}
              <small>{format.number(count)}</small>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
