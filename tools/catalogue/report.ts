/** The figures that `npm run catalogue` prints at its end. */
import type { Catalogue, KnowledgeGraph } from "../../src/domain/catalogue.ts";
import { DOMAINS } from "../../src/domain/item.ts";
import { measureGraph } from "./measure.ts";

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export function report(catalogue: Catalogue, graph: KnowledgeGraph): string[] {
  const { items } = catalogue;
  const figures = measureGraph(graph, items);
  const domains = DOMAINS.map((domain) => {
    const own = items.filter((item) => item.domain === domain);
    return `  ${domain.padEnd(12)} ${String(own.length).padStart(5)} items, ${String(own.filter((item) => item.picture).length).padStart(5)} with picture, ${String(own.filter((item) => item.sound).length).padStart(4)} with sound, text median ${String(median(own.map((item) => item.text.length)))}, other domain within 3 steps without hubs ${percent(figures.byDomain[domain] ?? 0)}`;
  });
  return [
    ...domains,
    `  all          ${String(items.length).padStart(5)} items, ${String(items.filter((item) => item.picture).length)} with picture, ${String(items.filter((item) => item.sound).length)} with sound, text median ${String(median(items.map((item) => item.text.length)))}`,
    `  graph        ${String(figures.triples)} triples, ${String(figures.relations)} relations, ${String(figures.concepts)} concepts, ${percent(figures.connected)} of the items in one component`,
    `  other domain within 3 steps: ${percent(figures.crossing)} of the items, ${percent(figures.crossingNoHubs)} without hubs`,
    ...catalogue.rejections.map(
      ({ source, reason, count }) =>
        `  left out     ${String(count).padStart(5)}  ${source}: ${reason}`,
    ),
    `  hash         ${catalogue.hash}`,
  ];
}
