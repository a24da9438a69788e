/** Paths through the knowledge graph, from something liked to this item, in words. */
import type { Explanation, PathStep } from "../../domain/ranking.ts";
import css from "./paths.module.css";

const SHOWN = 3;

export function Paths({ paths }: { readonly paths: Explanation["paths"] }) {
  return (
    <ul className={css.paths} lang="en">
      {paths.slice(0, SHOWN).map(({ from, steps }, i) => (
        <li key={`${from}${String(i)}`} className={css.path}>
          <Path steps={steps} />
        </li>
      ))}
    </ul>
  );
}

function Path({ steps }: { readonly steps: readonly PathStep[] }) {
  return (
    <>
      <b>{steps[0]?.from}</b>
      {steps.map(({ label, to }, i) => (
        <span key={`${to}${String(i)}`}>
          {" "}
          <i>{label}</i> <b>{to}</b>
        </span>
      ))}
    </>
  );
}
