/**
 * The catalogue from end to end, without writing anything: sources in, items and graph out. The order of
 * the sources matters, because places and sounds look for the things that emoji and icons show.
 */
import type { Catalogue, KnowledgeGraph } from "../../src/domain/catalogue.ts";
import { DOMAINS, type Item } from "../../src/domain/item.ts";
import { sha256 } from "../lib/files.ts";
import { stableJson } from "../lib/stable-json.ts";
import { buildGraph, triplesBytes } from "./graph.ts";
import { Harvest, type Asset, type Link } from "./harvest.ts";
import { sourceOf } from "./licences.ts";
import {
  linkFilmTitle,
  linkGenres,
  titleNames,
  titleText,
} from "./links/film-links.ts";
import { linkGlosses, PlaceNames } from "./links/gloss-links.ts";
import { linkAcross, linkKinds } from "./links/wordnet-links.ts";
import { fluentPictures, harvestEmoji } from "./sources/emoji.ts";
import { harvestFilms } from "./sources/films.ts";
import { harvestIcons } from "./sources/icons.ts";
import { harvestInstruments, hearInstruments } from "./sources/instruments.ts";
import { harvestPlaces, type PlaceEntry } from "./sources/places.ts";
import { harvestSounds, hearSounds } from "./sources/sounds.ts";
import { Terms } from "./terms.ts";
import { loadWordNet, type WordNet } from "./wordnet.ts";

export interface Built {
  readonly catalogue: Catalogue;
  readonly graph: KnowledgeGraph;
  readonly assets: readonly Asset[];
}

type Say = (line: string) => void;

function shownBy(...harvests: readonly Harvest[]): Set<string> {
  return new Set(
    harvests.flatMap((harvest) =>
      harvest.links
        .filter((link) => link.tail.startsWith("synset:"))
        .map((link) => link.tail),
    ),
  );
}

export async function buildCatalogue(say: Say): Promise<Built> {
  const recordings = await hearSounds();
  const band = await hearInstruments();
  say(
    `heard ${String(recordings.length)} sounds and ${String(band.rendered.length)} instruments`,
  );
  const net = await loadWordNet();
  const emoji = await harvestEmoji(net);
  const icons = await harvestIcons(net, shownBy(emoji));
  const shown = shownBy(emoji, icons);
  const terms = new Terms(net, shown);
  say(
    `things and icons: ${String(emoji.items.length)} and ${String(icons.items.length)}`,
  );
  const { harvest: places, entries } = await harvestPlaces(
    terms,
    await fluentPictures(),
  );
  const films = await harvestFilms();
  say(
    `places and films: ${String(places.items.length)} and ${String(films.items.length)}`,
  );
  const sounds = harvestSounds(terms, recordings);
  const instruments = harvestInstruments(terms, band);
  say(
    `sounds and instruments: ${String(sounds.items.length)} and ${String(instruments.items.length)}`,
  );
  const sources = [emoji, icons, places, films, sounds, instruments];
  const cross = crossLinks(net, terms, shown, sources, entries);
  return assemble([...sources, cross], entries);
}

/** Links that need more than one source. */
function crossLinks(
  net: WordNet,
  terms: Terms,
  shown: ReadonlySet<string>,
  sources: readonly Harvest[],
  entries: readonly PlaceEntry[],
): Harvest {
  const cross = new Harvest("links");
  for (const source of sources)
    for (const [id, label] of source.concepts)
      if (!cross.concepts.has(id)) cross.concepts.set(id, label);
  const names = new PlaceNames(entries);
  const ids = new Map(entries.map((place) => [place.title, place.id]));
  const titles = new Map<string, string>(
    entries.map((place) => [place.id, place.title]),
  );
  for (const source of sources)
    source.items.forEach((film, i) => {
      if (film.domain !== "films") return;
      const found = titleNames(film.title, net, terms, shown, names, ids);
      linkFilmTitle(cross, film, found);
      const more = titleText(found, (id) => titles.get(id) ?? "");
      if (more !== "")
        source.items[i] = { ...film, text: `${film.text} ${more}` };
    });
  linkOutlines(
    cross,
    sources.flatMap((source) => source.items),
    entries,
  );
  linkGenres(cross, terms);
  const named = new Set([...shownBy(...sources, cross)].sort());
  const synsets = linkKinds(cross, net, named);
  linkAcross(cross, net, synsets, shown);
  linkGlosses(cross, terms, synsets, names, shownBy(...sources));
  return cross;
}

/** Map drawings lead to the place of their name. */
function linkOutlines(
  cross: Harvest,
  items: readonly Item[],
  entries: readonly PlaceEntry[],
): void {
  const ids = new Map(entries.map((place) => [place.title, place.id]));
  for (const item of items) {
    const place = item.domain === "icons" ? ids.get(item.title) : undefined;
    if (place) cross.link(item.id, "outline", place);
  }
}

/** Items in the order of the domains, each domain by id, so that rows never depend on the sources' order. */
function ordered(items: readonly Item[]): Item[] {
  return [...items].sort(
    (a, b) =>
      DOMAINS.indexOf(a.domain) - DOMAINS.indexOf(b.domain) ||
      (a.id < b.id ? -1 : 1),
  );
}

/** `name:India` in a link becomes the place of that name. */
function namedPlaces(
  links: readonly Link[],
  entries: readonly PlaceEntry[],
): Link[] {
  const ids = new Map(
    entries.map((place) => [`name:${place.title}`, place.id]),
  );
  return links.map((link) => ({
    ...link,
    tail: ids.get(link.tail) ?? link.tail,
  }));
}

function assemble(
  harvests: readonly Harvest[],
  entries: readonly PlaceEntry[],
): Built {
  const items = ordered(harvests.flatMap((harvest) => harvest.items));
  const labels = new Map<string, string>();
  for (const harvest of harvests)
    for (const [id, label] of harvest.concepts)
      if (!labels.has(id)) labels.set(id, label);
  const links = namedPlaces(
    harvests.flatMap((harvest) => harvest.links),
    entries,
  );
  const graph = buildGraph(items, labels, links);
  const head = stableJson({
    items,
    concepts: graph.concepts,
    relations: graph.relations,
  });
  const sources = harvests
    .filter((harvest) => harvest.items.length > 0)
    .map(
      (harvest) =>
        [
          harvest.source,
          sourceOf(harvest.source, harvest.items.length),
        ] as const,
    );
  return {
    catalogue: {
      version: 1,
      hash: sha256(head, triplesBytes(graph.triples)),
      items,
      sources: Object.fromEntries(sources),
      rejections: harvests.flatMap((harvest) => harvest.rejections()),
    },
    graph,
    assets: harvests.flatMap((harvest) => harvest.assets),
  };
}
