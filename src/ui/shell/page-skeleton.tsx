/** A page on its way: its title stands already, its content is a few quiet blocks. */
import { PageHeader } from "../parts/page-header.tsx";
import { useWords } from "../i18n/use-words.ts";
import css from "./page-skeleton.module.css";

export function PageSkeleton({ title }: { readonly title: string }) {
  const { t } = useWords();
  return (
    <div aria-busy>
      <PageHeader title={title} lead={t("app.loadingPage", { page: title })} />
      <div className={css.blocks} aria-hidden>
        <span />
        <span />
        <span />
      </div>
    </div>
  );
}
