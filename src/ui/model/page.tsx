/** Model: what was learned, how well, and the file that holds it. Reads like a short paper. */
import { useWords } from "../i18n/use-words.ts";
import { Empty } from "../parts/empty.tsx";
import { PageHeader } from "../parts/page-header.tsx";
import { Section } from "../parts/section.tsx";
import { useApp } from "../store-context.tsx";
import { AdapterFile } from "./adapter-file.tsx";
import { Claim } from "./claim.tsx";
import { Figures } from "./figures.tsx";
import { HeldOut } from "./held-out.tsx";
import { Knows } from "./knows.tsx";
import { LossFigure } from "./loss-figure.tsx";
import { MergeAdapters } from "./merge.tsx";
import { Running } from "./running.tsx";
import { Versions } from "./versions.tsx";

export default function Model() {
  const { t } = useWords();
  const reports = useApp((state) => state.reports);
  const versions = useApp((state) => state.versions);
  const report = reports.at(-1);
  return (
    <>
      <PageHeader title={t("model.title")} lead={t("model.lead")} />
      <Running />
      {report ? (
        <>
          <Claim report={report} />
          <Section
            title={t("model.heldOut")}
            note={<HeldOut.Note report={report} />}
          >
            <HeldOut report={report} />
          </Section>
          <LossFigure report={report} />
          <Section title={t("model.facts")}>
            <Figures report={report} />
          </Section>
        </>
      ) : (
        <Empty title={t("model.none")}>
          <p>{t("model.noneHow")}</p>
        </Empty>
      )}
      <Knows />
      <Section title={t("model.yours")} note={t("model.yoursNote")}>
        <AdapterFile />
      </Section>
      {versions.length > 0 ? (
        <Section title={t("model.versions")} note={t("model.versionsNote")}>
          <Versions versions={versions} />
        </Section>
      ) : null}
      <MergeAdapters />
    </>
  );
}
