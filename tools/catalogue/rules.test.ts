/** The small rules by themselves, on examples that went wrong once. */
import { beforeAll, expect, test } from "vitest";
import { itemId, type Item } from "../../src/domain/item.ts";
import { finish, peaks, qualities, wav } from "./audio.ts";
import { buildGraph, triplesBytes } from "./graph.ts";
import type { Link } from "./harvest.ts";
import { crosses } from "./measure.ts";
import type { Movie } from "./schemas.ts";
import { headPhrases, isPleasant, senseOf } from "./senses.ts";
import { pictureKey } from "./sources/emoji.ts";
import { readFilm } from "./sources/films.ts";
import {
  iconFile,
  iconName,
  iconRejection,
  iconSense,
} from "./sources/icons.ts";
import { soundTitle } from "./sources/sounds.ts";
import { Terms } from "./terms.ts";
import { LEX, loadWordNet, type WordNet } from "./wordnet.ts";
import {
  article,
  list,
  sentence,
  singulars,
  slug,
  wholeSentences,
} from "./words.ts";

let net: WordNet;
beforeAll(async () => {
  net = await loadWordNet();
}, 60_000);

test.each([
  ["knives", "knife"],
  ["berries", "berry"],
  ["foxes", "fox"],
  ["sugar beets", "sugar beet"],
  ["grass", "grass"],
  ["cactus", "cactus"],
])("the singular of %s may be %s", (plural, single) => {
  expect(singulars(plural)).toContain(single);
});

test("articles, lists and sentences", () => {
  expect(article("umbrella")).toBe("an");
  expect(article("unicorn")).toBe("a");
  expect(list(["a"])).toBe("a");
  expect(list(["a", "b", "c"])).toBe("a, b and c");
  expect(sentence("  cud-chewing  mammal; ")).toBe("Cud-chewing mammal.");
  expect(sentence("")).toBe("");
  expect(slug("Côte d’Ivoire & Co")).toBe("cote-divoire-and-co");
});

test("a text is cut where a sentence ends, and not behind an initial", () => {
  const text = "It fell to the U.S. Navy in 1898. Then it was sold.";
  expect(wholeSentences(text, 40)).toBe("It fell to the U.S. Navy in 1898.");
  expect(wholeSentences(text, 400)).toBe(text);
});

test.each([
  ["volcano", LEX.object, "mountain"],
  ["mouse", LEX.animal, "rodent"],
  ["bat", LEX.animal, "mammal"],
])("%s is shown in its usual sense", (word, lex, part) => {
  expect(senseOf(net, word, [lex])?.synset.gloss).toContain(part);
});

test("a namesake is not meant: Crane the writer, Crane the constellation", () => {
  const sense = senseOf(net, "crane", [LEX.person, LEX.object]);
  expect(sense).toBeUndefined();
});

test("unpleasant senses are refused, whatever else the word means", () => {
  const senses = net.senses("bull");
  expect(senses.some((one) => isPleasant(one))).toBe(true);
  expect(senses.some((one) => !isPleasant(one))).toBe(true);
});

test("heads of noun phrases", () => {
  expect(headPhrases("glass of milk")).toEqual(["glass"]);
  expect(headPhrases("vertical traffic light")).toEqual([
    "traffic light",
    "light",
  ]);
});

test("terms of a list are found by their own name, not by another's", () => {
  const terms = new Terms(net, new Set());
  const lex = [LEX.artifact, LEX.substance, LEX.food, LEX.plant];
  const found = terms.all(
    "steel, cocoa beans; and coffee (2014)",
    lex,
    new Set(),
  );
  const words = found.map((synset) => synset.words[0]);
  expect(words).toContain("coffee");
  expect(words).not.toContain("sword");
});

test.each([
  ["severed-hand", true],
  ["card-10-clubs", true],
  ["ubisoft-sun", true],
  ["camel", false],
  ["lighthouse", false],
])("icon %s is rejected by name: %s", (key, rejected) => {
  expect(iconRejection(key) !== undefined).toBe(rejected);
});

test("icons: names, senses and files", () => {
  expect(iconName("dice-six-faces-3")).toBe("dice six faces");
  expect(iconSense(net, "camel")?.exact).toBe(true);
  expect(iconSense(net, "battered axe")).toMatchObject({
    lemma: "axe",
    exact: false,
  });
  const svg = iconFile('<path fill="currentColor" d="M0 0"/>');
  expect(svg).toContain('viewBox="0 0 512 512"');
  expect(svg).not.toContain("currentColor");
});

const MOVIE: Movie = {
  Title: "Rock, The",
  "Release Date": "Jun 07 1996",
  "MPAA Rating": "R",
  "Running Time min": 136,
  Distributor: "Walt Disney Pictures",
  Source: "Original Screenplay",
  "Major Genre": null,
  "Creative Type": null,
  Director: "Michael Bay",
  "IMDB Rating": 7.2,
  "IMDB Votes": 108_324,
};

test("a film keeps its place without a genre, and its title is put right", () => {
  const film = readFilm(MOVIE);
  expect(film).toMatchObject({ title: "The Rock", year: 1996, genre: "Other" });
});

test.each([
  [{ Title: null }, "no title"],
  [{ Director: null }, "no director"],
  [{ "Release Date": "unknown" }, "no believable year"],
  [{ "IMDB Rating": null }, "no rating"],
  [{ "IMDB Votes": 12 }, "hardly known"],
])("a film with %o is refused: %s", (change, reason) => {
  expect(readFilm({ ...MOVIE, ...change })).toBe(reason);
});

test("years that were read as the next century are put back", () => {
  expect(readFilm({ ...MOVIE, "Release Date": "Mar 04 2033" })).toMatchObject({
    year: 1933,
  });
});

test("names of files become keys and titles", () => {
  expect(pictureKey("2764-FE0F-200D-1F525")).toBe("2764-200d-1f525");
  expect(soundTitle("elec_hi_snare")).toBe("Electronic percussion: high snare");
});

const RATE = 8000;
const tone = (hertz: number, seconds: number, decay: number): Float32Array =>
  Float32Array.from(
    { length: RATE * seconds },
    (_, i) =>
      Math.exp((-decay * i) / RATE) *
      Math.sin((2 * Math.PI * hertz * i) / RATE),
  );

test("waveforms: 48 peaks up to 1, full scale, silence at the end, a true header", () => {
  const clip = finish({ samples: tone(100, 1, 0), sampleRate: RATE }, 0.1);
  expect(peaks(clip)).toHaveLength(48);
  expect(Math.max(...peaks(clip))).toBe(1);
  expect(Math.abs(clip.samples.at(-1) ?? 1)).toBeLessThan(0.01);
  const bytes = Buffer.from(wav(clip));
  expect(bytes.readUInt32LE(24)).toBe(RATE);
  expect(bytes.readUInt32LE(40)).toBe(clip.samples.length * 2);
});

test("a struck low note is dark, sharp and fading; a held high one bright and steady", () => {
  expect(qualities({ samples: tone(80, 1, 8), sampleRate: RATE })).toEqual([
    "dark",
    "sharp",
    "fading",
  ]);
  expect(qualities({ samples: tone(2000, 1, 0), sampleRate: RATE })).toEqual([
    "bright",
    "sharp",
    "steady",
  ]);
});

function item(id: string, domain: Item["domain"]): Item {
  return {
    id: itemId(id),
    domain,
    title: id,
    text: id,
    source: "s",
    familiarity: 0,
  };
}

const ITEMS = [item("thing:a", "things"), item("place:b", "places")];
const LABELS = new Map([
  ["synset:1", "beast"],
  ["synset:2", "animal"],
  ["tag:once", "once"],
]);
const LINKS: Link[] = [
  { head: "thing:a", relation: "shows", tail: "synset:1" },
  { head: "synset:1", relation: "kind-of", tail: "synset:2" },
  { head: "place:b", relation: "grows", tail: "synset:2" },
  { head: "thing:a", relation: "tagged", tail: "tag:once" },
];

test("the graph does not depend on the order of links, and drops what leads nowhere", () => {
  const graph = buildGraph(ITEMS, LABELS, LINKS);
  const other = buildGraph(
    ITEMS,
    new Map([...LABELS].reverse()),
    [...LINKS, ...LINKS].reverse(),
  );
  expect(triplesBytes(other.triples)).toEqual(triplesBytes(graph.triples));
  expect(other.concepts).toEqual(graph.concepts);
  expect(graph.concepts.map((one) => one.label)).toEqual(["beast", "animal"]);
});

test("a link to something undefined stops the build", () => {
  const bad: Link = { head: "thing:a", relation: "shows", tail: "synset:9" };
  expect(() => buildGraph(ITEMS, LABELS, [bad])).toThrow(/synset:9/);
});

test("a path of three steps crosses, four do not, and a hub is no way through", () => {
  const near = [[2], [3], [0, 3], [2, 1]];
  expect(crosses(near, ITEMS, 0, 60)).toBe(true);
  expect(crosses(near, ITEMS, 0, 1)).toBe(false);
  const longer = [[2], [4], [0, 3], [2, 4], [3, 1]];
  expect(crosses(longer, ITEMS, 0, 60)).toBe(false);
});
