/** A data set in figures, as the first table of a paper gives it. */
import type { LabData } from "../../domain/lab.ts";
import css from "./data-facts.module.css";
import { useLabWords } from "./use-lab-words.ts";

export function DataFacts({ data }: { readonly data: LabData }) {
  const { l, format } = useLabWords();
  const { users, items, rows, parts, graph, features, unused } = data;
  const cells = users * items;
  return (
    <div className={css.facts}>
      <h3 className={css.name}>
        {data.simulated ? l("data.simulated") : data.name}
      </h3>
      <dl className={css.figures}>
        <Figure name={l("data.users")} value={format.number(users)} />
        <Figure name={l("data.items")} value={format.number(items)} />
        <Figure name={l("data.rows")} value={format.number(rows)} />
        <Figure
          name={l("data.density")}
          value={cells === 0 ? "–" : format.percent(rows / cells, 2)}
        />
      </dl>
      <ul className={css.notes}>
        {data.simulated ? <li>{l("data.simulatedNote")}</li> : null}
        <li>
          {l(`data.values.${data.values}`)}{" "}
          {data.timed ? l("data.timed") : l("data.untimed")}
        </li>
        {parts ? (
          <li>
            {l("data.parts", {
              train: format.number(parts.train),
              valid: format.number(parts.valid ?? 0),
              test: format.number(parts.test),
            })}
          </li>
        ) : null}
        {graph ? (
          <li>
            {l("data.graph", {
              entities: format.number(graph.entities),
              relations: format.number(graph.relations),
              triples: format.number(graph.triples),
            })}
          </li>
        ) : null}
        {features.length > 0 ? (
          <li>{l("data.features", { list: format.list(features) })}</li>
        ) : null}
        {unused.length > 0 ? (
          <li>{l("data.unused", { list: format.list(unused.slice(0, 6)) })}</li>
        ) : null}
      </ul>
    </div>
  );
}

interface FigureProps {
  readonly name: string;
  readonly value: string;
}

function Figure({ name, value }: FigureProps) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
