/** The Lab: from data to figures on one page, in the order in which a paper tells it. */
import { PageHeader } from "../parts/page-header.tsx";
import { DataSection } from "./data-section.tsx";
import { LabProvider } from "./lab-context.tsx";
import { ModelsSection } from "./models-section.tsx";
import { ProtocolSection } from "./protocol-section.tsx";
import { Results } from "./results.tsx";
import { RunSection } from "./run-section.tsx";
import { Tour, TourButton, TourProvider } from "./tour.tsx";
import { useAddress } from "./use-address.ts";
import { useLabWords } from "./use-lab-words.ts";

export default function Lab() {
  return (
    <LabProvider>
      <TourProvider>
        <Sections />
      </TourProvider>
    </LabProvider>
  );
}

function Sections() {
  const { l } = useLabWords();
  useAddress();
  return (
    <>
      <PageHeader title={l("title")} lead={l("lead")}>
        <TourButton />
      </PageHeader>
      <Tour />
      <DataSection />
      <ModelsSection />
      <ProtocolSection />
      <RunSection />
      <Results />
    </>
  );
}
