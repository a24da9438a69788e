/** Step 1: the data, and what was read of it. */
import { Section } from "../parts/section.tsx";
import { Columns } from "./columns.tsx";
import { DataFacts } from "./data-facts.tsx";
import { DropZone } from "./drop-zone.tsx";
import { useLab } from "./lab-context.tsx";
import { Sample } from "./sample.tsx";
import css from "./stack.module.css";
import { Stop } from "./tour.tsx";
import { useLabWords } from "./use-lab-words.ts";

export function DataSection() {
  const { l } = useLabWords();
  const data = useLab((state) => state.data);
  const table = useLab((state) => state.table);
  return (
    <Stop name="data">
      <Section title={l("data.title")} note={l("data.note")}>
        <div className={css.stack}>
          <DropZone />
          {table ? <Columns key={table.file} table={table} /> : null}
          {data ? (
            <>
              <DataFacts data={data} />
              <Sample data={data} />
            </>
          ) : null}
        </div>
      </Section>
    </Stop>
  );
}
