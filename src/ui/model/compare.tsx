/** Two versions side by side: what each found, and the list that each gave. */
import { useEffect, useState } from "react";
import type { Ranking } from "../../domain/ranking.ts";
import type { Version } from "../../domain/version.ts";
import { useWords } from "../i18n/use-words.ts";
import { useSay } from "../shell/use-say.ts";
import { useActions } from "../store-context.tsx";
import css from "./compare.module.css";
import { ListPreview } from "./list-preview.tsx";

interface CompareProps {
  readonly earlier: Version;
  readonly later: Version;
}

export function Compare({ earlier, later }: CompareProps) {
  const { t, format } = useWords();
  const before = usePreview(earlier);
  const after = usePreview(later);
  const shared = new Set(
    before?.items
      .map(({ item }) => item)
      .filter((item) => after?.items.some((one) => one.item === item)),
  );
  const nameOf = ({ name, at }: Version): string =>
    name || `${format.day(at)}, ${format.clock(at)}`;
  return (
    <section className={css.compare} aria-label={t("model.compared")}>
      <p role="status">
        {before && after
          ? t("model.comparedWords", {
              count: shared.size,
              of: before.items.length,
              earlier: format.number(earlier.report.heldOut.tuned, 3),
              later: format.number(later.report.heldOut.tuned, 3),
              metric: later.report.heldOut.metric,
            })
          : t("model.comparing")}
      </p>
      <div className={css.lists}>
        <ListPreview title={nameOf(earlier)} list={before} dim={shared} />
        <ListPreview title={nameOf(later)} list={after} dim={shared} />
      </div>
    </section>
  );
}

function usePreview({ id }: Version): Ranking | null {
  const { previewVersion } = useActions();
  const say = useSay();
  const [known, setKnown] = useState<{
    readonly id: Version["id"];
    readonly list: Ranking;
  } | null>(null);
  useEffect(() => {
    let current = true;
    previewVersion(id).then(
      (list) => {
        if (current) setKnown({ id, list });
      },
      (error: unknown) => {
        say.error(error);
      },
    );
    return () => {
      current = false;
    };
  }, [id, previewVersion, say]);
  return known?.id === id ? known.list : null;
}
