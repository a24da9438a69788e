/** The figures as files: JSON with everything, CSV with a row a fit. */
import { Download } from "lucide-react";
import type { LabResult } from "../../domain/lab.ts";
import { resultCsv, resultJson } from "../../store/lab-summary.ts";
import { Button } from "../parts/button.tsx";
import { saveFile } from "../parts/save-file.ts";
import css from "./export.module.css";
import { useLab } from "./lab-context.tsx";
import { useLabWords } from "./use-lab-words.ts";

export function Export({ result }: { readonly result: LabResult }) {
  const { l } = useLabWords();
  const dataset = useLab((state) => state.data?.name ?? "data");
  const name = `palate-lab-${dataset.replaceAll(/[^\w-]+/g, "-")}`;
  const save = (text: string, type: string, end: string): void => {
    saveFile(new Blob([text], { type }), `${name}.${end}`);
  };
  return (
    <div className={css.export}>
      <Button
        icon={<Download aria-hidden />}
        onClick={() => {
          save(resultJson(result, dataset), "application/json", "json");
        }}
      >
        {l("export.json")}
      </Button>
      <Button
        icon={<Download aria-hidden />}
        onClick={() => {
          save(resultCsv(result), "text/csv", "csv");
        }}
      >
        {l("export.csv")}
      </Button>
      <p>{l("export.note")}</p>
    </div>
  );
}
