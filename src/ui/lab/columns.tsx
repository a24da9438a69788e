/** Which column of a table means what. The guess stands there; nothing is read before it is confirmed. */
import { useState } from "react";
import type { LabColumns, LabTable } from "../../domain/lab.ts";
import { Button } from "../parts/button.tsx";
import facts from "../parts/facts.module.css";
import css from "./columns.module.css";
import { useLabActions } from "./lab-context.tsx";
import { Pick } from "./pick.tsx";
import { useLabWords } from "./use-lab-words.ts";

const NONE = "none";
const SHOWN = 5;
const NEEDED = ["user", "item"] as const;
const OPTIONAL = ["value", "time", "title"] as const;

/** Somebody must choose where nothing could be guessed; the first two columns are the usual ones. */
const FIRST_TWO: LabColumns = {
  user: 0,
  item: 1,
  value: null,
  time: null,
  title: null,
};

export function Columns({ table }: { readonly table: LabTable }) {
  const { l } = useLabWords();
  const { chooseColumns } = useLabActions();
  const [mapping, setMapping] = useState(table.guess ?? FIRST_TWO);
  const columns = table.columns.map((name, column) => ({
    value: `${column}`,
    label: table.header ? name : l("columns.unnamed", { column: column + 1 }),
  }));
  const optional = [{ value: NONE, label: l("columns.none") }, ...columns];
  const { file, separator, header } = table;
  const clash = mapping.user === mapping.item;
  return (
    <div className={css.columns}>
      <h3>{l("columns.title", { file })}</h3>
      <div className={css.picks}>
        {NEEDED.map((kind) => (
          <Pick
            key={kind}
            label={l(`columns.kind.${kind}`)}
            value={`${mapping[kind]}`}
            options={columns}
            onChange={(column) => {
              setMapping({ ...mapping, [kind]: Number(column) });
            }}
          />
        ))}
        {OPTIONAL.map((kind) => (
          <Pick
            key={kind}
            label={l(`columns.kind.${kind}`)}
            value={mapping[kind] === null ? NONE : `${mapping[kind]}`}
            options={optional}
            onChange={(column) => {
              const chosen = column === NONE ? null : Number(column);
              setMapping({ ...mapping, [kind]: chosen });
            }}
          />
        ))}
      </div>
      <Beginning table={table} />
      <Button
        tone="solid"
        disabled={clash}
        onClick={() => void chooseColumns({ file, separator, header, mapping })}
      >
        {l("columns.read")}
      </Button>
      {clash ? <p className={css.clash}>{l("columns.clash")}</p> : null}
    </div>
  );
}

function Beginning({ table }: { readonly table: LabTable }) {
  const { l } = useLabWords();
  return (
    <div
      className={facts.scroll}
      role="group"
      tabIndex={0}
      aria-label={l("data.sample")}
    >
      <table className={facts.table}>
        <thead>
          <tr>
            {table.columns.map((name, column) => (
              <th key={column} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.slice(0, SHOWN).map((cells, row) => (
            <tr key={row}>
              {cells.map((cell, column) => (
                <td key={column}>{cell.slice(0, 60)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
