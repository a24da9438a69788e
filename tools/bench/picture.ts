/** The way of one click as a picture: one bar a part, on one axis of time. */
import { digits } from "./report.ts";
import { SPANS } from "./visit-page.ts";

const WIDTH = 720;
const LEFT = 300;
const ROW = 34;
const TOP = 46;
const COLOURS = ["#5b7a5e", "#a4552f", "#4d6a86", "#8a6f9e"];

/** @param spans milliseconds, in the order of SPANS */
export function pictureOf(spans: readonly number[], adapter: string): string {
  const total = spans.reduce((sum, span) => sum + span, 0);
  const scale = (WIDTH - LEFT - 70) / total;
  let start = 0;
  const bars = spans.map((span, at) => {
    const y = TOP + at * ROW;
    const x = LEFT + start * scale;
    const width = Math.max(1, span * scale);
    start += span;
    return [
      `<text x="${LEFT - 12}" y="${y + 15}" text-anchor="end">${SPANS[at] ?? ""}</text>`,
      `<rect x="${x.toFixed(1)}" y="${y}" width="${width.toFixed(1)}" height="20" rx="2" fill="${COLOURS[at] ?? "#555"}"/>`,
      `<text x="${(x + width + 6).toFixed(1)}" y="${y + 15}">${digits(span)} ms</text>`,
    ].join("\n  ");
  });
  const height = TOP + spans.length * ROW + 8;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12" fill="#333">
  <title>A click, from the event to the painted list</title>
  <rect width="${WIDTH}" height="${height}" fill="#fff"/>
  <text x="16" y="24" font-size="14">A click, from the event to the painted list: ${digits(total)} ms, ${adapter}</text>
  ${bars.join("\n  ")}
</svg>
`;
}
