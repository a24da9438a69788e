/** The first rows, so that one sees at a glance whether the right columns were read. */
import type { LabData } from "../../domain/lab.ts";
import facts from "../parts/facts.module.css";
import { useLabWords } from "./use-lab-words.ts";

/** Times before this are places in a log, not dates: 1980. */
const FIRST_DATE = 315_532_800;

export function Sample({ data }: { readonly data: LabData }) {
  const { l, locale, format } = useLabWords();
  const { sample } = data;
  if (sample.length === 0) return null;
  const titled = sample.some(({ title }) => title !== "");
  const valued = sample.some(({ value }) => value !== null);
  const timed = sample.some(({ time }) => time !== null);
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "medium" });
  const when = (time: number): string =>
    time < FIRST_DATE ? format.number(time) : day.format(time * 1000);
  return (
    <div
      className={facts.scroll}
      role="group"
      tabIndex={0}
      aria-label={l("data.sample")}
    >
      <table className={facts.table}>
        <caption className="visually-hidden">{l("data.sample")}</caption>
        <thead>
          <tr>
            <th scope="col">{l("data.user")}</th>
            <th scope="col">{l("data.item")}</th>
            {valued ? (
              <th scope="col" className={facts.number}>
                {l("data.value")}
              </th>
            ) : null}
            {timed ? (
              <th scope="col" className={facts.number}>
                {l("data.time")}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {sample.map(({ user, item, title, value, time }, row) => (
            <tr key={row}>
              <th scope="row">{user}</th>
              <td>{titled && title !== "" ? title : item}</td>
              {valued ? (
                <td className={facts.number}>
                  {value === null ? "" : format.number(value, 1)}
                </td>
              ) : null}
              {timed ? (
                <td className={facts.number}>
                  {time === null ? "" : when(time)}
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
