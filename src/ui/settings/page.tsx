/** Settings: how it looks, how it chooses, what runs, and what is kept. */
import { useWords } from "../i18n/use-words.ts";
import { PageHeader } from "../parts/page-header.tsx";
import { Section } from "../parts/section.tsx";
import { Appearance } from "./appearance.tsx";
import { Encoders } from "./encoders.tsx";
import { KeptData } from "./kept-data.tsx";
import { Licences } from "./licences.tsx";
import { SteeringPanel } from "./steering-panel.tsx";
import { WhatRuns } from "./what-runs.tsx";

export default function Settings() {
  const { t } = useWords();
  return (
    <>
      <PageHeader title={t("settings.title")} lead={t("settings.lead")} />
      <Section title={t("settings.look")}>
        <Appearance />
      </Section>
      <Section title={t("settings.steer")} note={t("settings.steerHow")}>
        <SteeringPanel />
      </Section>
      <Section title={t("settings.runs")}>
        <WhatRuns />
      </Section>
      <Section title={t("settings.encoders")} note={t("settings.encodersHow")}>
        <Encoders />
      </Section>
      <Section title={t("settings.keep")}>
        <KeptData />
      </Section>
      <Section title={t("settings.licences")} note={t("settings.licencesHow")}>
        <Licences />
      </Section>
    </>
  );
}
