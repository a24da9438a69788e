/**
 * Domain `icons`: one-colour drawings whose name is a noun of WordNet, or whose last words name something
 * that another picture shows plainly. Each becomes a small SVG file, black on transparent, to be tinted.
 */
import { itemId, type Item } from "../../../src/domain/item.ts";
import { readPackageJson } from "../../lib/packages.ts";
import { Harvest } from "../harvest.ts";
import { iconSetSchema, parseSource } from "../schemas.ts";
import { CONCRETE, headPhrases, senseOf, type Sense } from "../senses.ts";
import rejectRules from "../rules/icon-rejects.json" with { type: "json" };
import { article, capital, sentence } from "../words.ts";
import { LEX, type Synset, type WordNet } from "../wordnet.ts";

const PACKAGE = "@iconify-json/game-icons";
const REJECTS = Object.entries(rejectRules).map(
  ([reason, pattern]) => [reason, new RegExp(pattern)] as const,
);
/** Drawings of one kind beyond the plain one; more look like copies of each other. */
const MOST_OF_A_KIND = 7;
const ACRONYMS = /\b(3d|cctv|cpu|dna|gps|h2o|led|tv|ufo|usb|vhs|vr)\b/gi;

export type IconSense = Sense & { readonly exact: boolean };

interface Icon {
  readonly key: string;
  readonly name: string;
  readonly body: string;
  readonly sense: IconSense;
}

function isNamedPlace(net: WordNet, synset: Synset): boolean {
  return (
    synset.lex === LEX.location && net.targets(synset, "instance").length > 0
  );
}

function placeSense(net: WordNet, name: string): Sense | undefined {
  const sense = senseOf(net, name, [LEX.location]);
  return sense && isNamedPlace(net, sense.synset) ? sense : undefined;
}

export function iconSense(net: WordNet, name: string): IconSense | undefined {
  const whole = senseOf(net, name, CONCRETE) ?? placeSense(net, name);
  if (whole) return { ...whole, exact: true };
  for (const phrase of headPhrases(name)) {
    const sense = senseOf(net, phrase, CONCRETE);
    if (sense) return { ...sense, exact: false };
  }
  return undefined;
}

export function iconRejection(key: string): string | undefined {
  return REJECTS.find(([, pattern]) => pattern.test(key))?.[0];
}

/** "abbot-meeple-2" -> "abbot meeple" */
export function iconName(key: string): string {
  return key
    .replace(/-?\d+$/, "")
    .replaceAll("-", " ")
    .trim();
}

export function iconFile(body: string): string {
  const black = body.replaceAll("currentColor", "#000");
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512">${black}</svg>\n`;
}

/** With WordNet's capitals: "South America", not "South america". */
function properName(name: string, { synset, exact }: IconSense): string {
  const word = exact
    ? synset.words.find((one) => one.toLowerCase() === name)
    : undefined;
  return (word ?? name).replace(ACRONYMS, (letters) => letters.toUpperCase());
}

/** `sure`: the sense is the only likely one, or another picture shows it too. */
function iconText(
  net: WordNet,
  name: string,
  sense: IconSense,
  sure: boolean,
): string {
  const { synset, exact, lemma } = sense;
  const up = net.targets(synset, "hypernym")[0]?.words[0];
  const country = net.targets(synset, "instance")[0]?.words[0];
  if (isNamedPlace(net, synset))
    return sentence(
      `The outline of ${name} on a map${country ? `, ${article(country)} ${country}` : ""}, drawn in one colour`,
    );
  const drawn = `${capital(name)}, drawn in one colour`;
  if (exact && sure) return `${sentence(drawn)} ${sentence(synset.gloss)}`;
  const kinds = [exact ? "" : lemma, sure || exact ? (up ?? "") : ""];
  const chain = kinds
    .filter((kind) => kind !== "")
    .join(", which is a kind of ");
  return sentence(chain === "" ? drawn : `${drawn}: a kind of ${chain}`);
}

function isWeapon(net: WordNet, sense: Sense): boolean {
  return net
    .ancestors(sense.synset)
    .some((up) =>
      /^(weapon|weaponry|ammunition|skull|military vehicle|bomb)$/.test(
        up.words[0] ?? "",
      ),
    );
}

/** Plain everyday nouns first; weapons and body parts are half as welcome on a first page. */
function familiarity(net: WordNet, name: string, sense: IconSense): number {
  const seen = net.count(sense.lemma, sense.synset);
  const common = Math.min(1, Math.log1p(seen) / Math.log(61));
  const plain = name.includes(" ") ? 0 : 1;
  const score = sense.exact ? 0.3 + 0.3 * common + 0.2 * plain : 0.2 * common;
  const doubt = sense.certain ? 1 : 0.6;
  const arms = isWeapon(net, sense) ? 0.5 : 1;
  const flesh = sense.synset.lex === LEX.body ? 0.5 : 1;
  return Math.round(score * doubt * arms * flesh * 1000) / 1000;
}

/** Icons that pass the name rules, each name once. */
function readIcons(
  harvest: Harvest,
  net: WordNet,
  bodies: Readonly<Record<string, { readonly body: string }>>,
): Icon[] {
  const icons = new Map<string, Icon>();
  for (const key of Object.keys(bodies).sort()) {
    const name = iconName(key);
    const reason = iconRejection(key);
    if (reason) harvest.reject(reason);
    else if (icons.has(name))
      harvest.reject("another drawing of the same name");
    else {
      const sense = iconSense(net, name);
      const body = bodies[key]?.body ?? "";
      if (sense) icons.set(name, { key, name, body, sense });
      else harvest.reject("its name is no concrete noun");
    }
  }
  return [...icons.values()];
}

/** `shown` holds the concepts that things show; a variant needs its plain form there or among the icons. */
export async function harvestIcons(
  net: WordNet,
  shown: ReadonlySet<string>,
): Promise<Harvest> {
  const harvest = new Harvest("icons");
  const set = parseSource(
    PACKAGE,
    iconSetSchema,
    await readPackageJson(PACKAGE, "icons.json"),
  );
  const icons = readIcons(harvest, net, set.icons);
  const plain = new Set(shown);
  for (const { sense } of icons)
    if (sense.exact) plain.add(`synset:${sense.synset.id}`);
  const variants = new Map<string, number>();
  icons.sort(
    (a, b) => a.name.length - b.name.length || (a.key < b.key ? -1 : 1),
  );
  for (const icon of icons) {
    const kind = `synset:${icon.sense.synset.id}`;
    const before = variants.get(kind) ?? 0;
    if (icon.sense.exact) addIcon(harvest, net, icon, shown);
    else if (!plain.has(kind))
      harvest.reject("a variant of something that no picture shows");
    else if (before >= MOST_OF_A_KIND)
      harvest.reject("one more variant of the same thing");
    else {
      variants.set(kind, before + 1);
      addIcon(harvest, net, icon, shown);
    }
  }
  return harvest;
}

function addIcon(
  harvest: Harvest,
  net: WordNet,
  icon: Icon,
  shown: ReadonlySet<string>,
): void {
  const { key, body, sense } = icon;
  const name = properName(icon.name, sense);
  const id = itemId(`icon:${key}`);
  const kind = `synset:${sense.synset.id}`;
  const path = `pictures/icons/${key}.svg`;
  const item: Item = {
    id,
    domain: "icons",
    title: capital(name),
    text: iconText(net, name, sense, sense.certain || shown.has(kind)),
    source: harvest.source,
    credit: "game-icons.net",
    picture: { src: path, kind: "glyph" },
    familiarity: familiarity(net, name, sense),
  };
  harvest.items.push(item);
  harvest.assets.push({ path, data: iconFile(body) });
  harvest.link(
    id,
    sense.exact ? "shows" : "version-of",
    harvest.synset(sense.synset),
  );
  if (sense.exact) return;
  for (const word of icon.name.split(" ").slice(0, -1))
    if (word.length > 2)
      harvest.link(id, "named-with", harvest.concept("word", word, word));
}
