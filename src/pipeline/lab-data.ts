/** A data set in figures: what the page shows of it, how it may be split, and which models can run on it. */
import { SHOWN_ROWS } from "../config/lab.ts";
import type { LabData, LabModel, LabProtocol, LabRow } from "../domain/lab.ts";
import type { Interactions } from "../domain/model.ts";
import type { Need, Recipe } from "../domain/recipe.ts";
import { piecesOf, type Dataset } from "../evaluation/read/dataset.ts";

export function describeData(
  data: Dataset,
  recipes: readonly Recipe[],
  simulated: boolean,
): LabData {
  const { interactions: given, graph } = data;
  const pieces = given === null ? [] : piecesOf(given);
  const [first] = pieces;
  const count = (rows: Interactions | null): number => rows?.user.length ?? 0;
  const timed = pieces.length > 0 && pieces.every(({ time }) => time !== null);
  return {
    name: data.name,
    simulated,
    users: data.users.length,
    items: data.items.length,
    rows: pieces.reduce((sum, piece) => sum + count(piece), 0),
    parts:
      given === null || given.is === "whole"
        ? null
        : {
            train: count(given.train),
            valid: given.valid && count(given.valid),
            test: count(given.test),
          },
    values: data.values,
    timed,
    graph: graph && {
      entities: graph.entities.length,
      relations: graph.relations.length,
      triples: piecesOf(graph.triples).reduce(
        (sum, { head }) => sum + head.length,
        0,
      ),
    },
    features: [...data.words, ...data.content].map(({ name }) => name),
    sample: first === undefined ? [] : sampleOf(data, first),
    unused: data.unused,
    protocols: protocolsFor(data, timed),
    models: modelsFor(data, timed, recipes),
  };
}

function sampleOf(data: Dataset, rows: Interactions): LabRow[] {
  const count = Math.min(SHOWN_ROWS, rows.user.length);
  return Array.from({ length: count }, (_, row) => {
    const item = rows.item[row] ?? 0;
    return {
      user: data.users[rows.user[row] ?? 0] ?? "",
      item: data.items[item] ?? "",
      title: data.titles[item] ?? "",
      value: rows.value?.[row] ?? null,
      time: rows.time?.[row] ?? null,
    };
  });
}

/** The first is what suits the data best. */
function protocolsFor(data: Dataset, timed: boolean): LabProtocol[] {
  const { interactions, graph, values } = data;
  const links: LabProtocol[] = graph === null ? [] : ["links"];
  if (interactions === null) return links;
  const labels: LabProtocol[] = values === "labels" ? ["labels"] : [];
  const items: LabProtocol[] = timed
    ? ["leave-one-out", "global-time", "random"]
    : ["random"];
  return interactions.is === "parts"
    ? [...labels, "given", ...links]
    : [...labels, ...items, ...links];
}

function modelsFor(
  data: Dataset,
  timed: boolean,
  recipes: readonly Recipe[],
): LabModel[] {
  const has: Readonly<Record<Need, boolean>> = {
    order: timed,
    graph: data.graph !== null,
    content: data.content.length > 0 || data.words.length > 0,
    labels: data.values !== "none",
    // Only known once the worker has started; a model that misses it says so.
    device: true,
  };
  return recipes.map(({ name, title, source, task, random, needs }) => ({
    name,
    title,
    source,
    task,
    random,
    lacks: needs.filter((need) => !has[need]),
  }));
}
