/** NOTICE.md as it ships, set as text and tables. */
import notice from "../../../NOTICE.md?raw";
import facts from "../parts/facts.module.css";
import { blocksOf, type Block } from "./notice-blocks.ts";
import css from "./notice-text.module.css";

export function NoticeText() {
  return (
    <div className={css.notice} lang="en">
      {blocksOf(notice).map((block, i) => (
        <BlockView key={i} block={block} />
      ))}
    </div>
  );
}

function BlockView({ block }: { readonly block: Block }) {
  if (block.is === "heading") return <h3>{block.text}</h3>;
  if (block.is === "text") return <p>{block.text}</p>;
  const [head = [], ...rows] = block.rows;
  return (
    <div
      className={facts.scroll}
      tabIndex={0}
      role="group"
      aria-label={head[0]}
    >
      <table className={facts.table}>
        <thead>
          <tr>
            {head.map((cell) => (
              <th key={cell} scope="col">
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join("|")}>
              {row.map((cell, i) => (
                <td key={i}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
