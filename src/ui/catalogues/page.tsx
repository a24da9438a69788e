/** Catalogues: what can be recommended, where it comes from, and what was left out. */
import { Tabs } from "@base-ui/react/tabs";
import { useWords } from "../i18n/use-words.ts";
import { PageHeader } from "../parts/page-header.tsx";
import { PageSkeleton } from "../shell/page-skeleton.tsx";
import { useApp } from "../store-context.tsx";
import { Browse } from "./browse.tsx";
import css from "./page.module.css";
import { Rejections } from "./rejections.tsx";
import { Sources } from "./sources.tsx";

const TABS = [
  { value: "items", words: "catalogues.grid", Panel: Browse },
  { value: "sources", words: "catalogues.sources", Panel: Sources },
  { value: "rejected", words: "catalogues.rejected", Panel: Rejections },
] as const;

export default function Catalogues() {
  const { t } = useWords();
  const count = useApp((state) => state.catalogue?.items.length);
  const domains = useApp(
    (state) => new Set(state.catalogue?.items.map(({ domain }) => domain)).size,
  );
  if (count === undefined)
    return <PageSkeleton title={t("catalogues.title")} />;
  return (
    <>
      <PageHeader
        title={t("catalogues.title")}
        lead={t("catalogues.lead", { count, domains })}
      />
      <Tabs.Root defaultValue="items">
        <Tabs.List className={css.tabs}>
          {TABS.map(({ value, words }) => (
            <Tabs.Tab key={value} value={value} className={css.tab}>
              {t(words)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {TABS.map(({ value, Panel }) => (
          <Tabs.Panel key={value} value={value} className={css.panel}>
            <Panel />
          </Tabs.Panel>
        ))}
      </Tabs.Root>
    </>
  );
}
