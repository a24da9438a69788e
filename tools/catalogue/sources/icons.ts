/**
 * Domain `icons`: one-colour drawings whose name is a noun of WordNet, or whose last words are.
 * Each becomes a small SVG file with black on transparent, to be used as a mask and tinted.
 */
import { itemId, type Item } from "../../../src/domain/item.ts";
import { readPackageJson } from "../../lib/packages.ts";
import { Harvest } from "../harvest.ts";
import { iconSetSchema, parseSource } from "../schemas.ts";
import { CONCRETE, headPhrases, senseOf, type Sense } from "../senses.ts";
import overrides from "../rules/icon-senses.json" with { type: "json" };
import rejectRules from "../rules/icon-rejects.json" with { type: "json" };
import { article, capital, isPlural, sentence } from "../words.ts";
import { LEX, type WordNet } from "../wordnet.ts";

const PACKAGE = "@iconify-json/game-icons";
const REJECTS = Object.entries(rejectRules).map(
  ([reason, pattern]) => [reason, new RegExp(pattern)] as const,
);
const SENSES = new Map<string, string>(Object.entries(overrides));
/** The set draws games: objects and beasts come before people and matter. */
const PREFERRED = [LEX.artifact, LEX.animal, LEX.plant, LEX.food];

export type IconSense = Sense & { readonly exact: boolean };

/** A sense by "lemma.n", n from 1, or undefined for "-" (no sense fits). */
function overridden(net: WordNet, word: string): Sense | undefined | "none" {
  const rule = SENSES.get(word);
  if (rule === undefined) return undefined;
  if (rule === "-") return "none";
  const [lemma = word, n = "1"] = rule.split(".");
  const synset = net.senses(lemma.replaceAll("_", " "))[Number(n) - 1];
  return synset ? { synset, lemma: word, certain: true } : "none";
}

export function iconSense(net: WordNet, name: string): IconSense | undefined {
  for (const phrase of [name, ...headPhrases(name)]) {
    const rule = overridden(net, phrase);
    if (rule === "none") return undefined;
    const sense = rule ?? senseOf(net, phrase, CONCRETE, PREFERRED);
    if (sense) return { ...sense, exact: phrase === name };
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

function withArticle(name: string): string {
  return isPlural(name) ? name : `${article(name)} ${name}`;
}

function iconText(net: WordNet, name: string, sense: IconSense): string {
  const up = net.targets(sense.synset, "hypernym")[0]?.words[0];
  const drawn = `A drawing of ${withArticle(name)}`;
  if (sense.exact && sense.certain)
    return `${sentence(drawn)} ${sentence(sense.synset.gloss)}`;
  if (sense.exact)
    return sentence(up ? `${drawn}, which is a kind of ${up}` : drawn);
  const kind = `${drawn}: one way to show ${withArticle(sense.lemma)}`;
  return sentence(
    up && sense.certain
      ? `${kind}, which is a kind of ${up}`
      : `${kind} in black and white`,
  );
}

function familiarity(net: WordNet, name: string, sense: IconSense): number {
  const seen = net.count(sense.lemma, sense.synset);
  const common = Math.min(1, Math.log1p(seen) / Math.log(61));
  const plain = name.includes(" ") ? 0 : 1;
  const score = sense.exact ? 0.3 + 0.3 * common + 0.2 * plain : 0.2 * common;
  return Math.round(score * (sense.certain ? 1 : 0.6) * 1000) / 1000;
}

export async function harvestIcons(net: WordNet): Promise<Harvest> {
  const harvest = new Harvest("icons");
  const set = parseSource(
    PACKAGE,
    iconSetSchema,
    await readPackageJson(PACKAGE, "icons.json"),
  );
  const titles = new Set<string>();
  for (const key of Object.keys(set.icons).sort()) {
    const body = set.icons[key]?.body ?? "";
    const name = iconName(key);
    const reason = iconRejection(key);
    if (reason) harvest.reject(reason);
    else if (titles.has(name))
      harvest.reject("another drawing of the same name");
    else {
      const sense = iconSense(net, name);
      if (!sense) harvest.reject("its name is no concrete noun");
      else {
        titles.add(name);
        addIcon(harvest, net, { key, name, body, sense });
      }
    }
  }
  return harvest;
}

interface Icon {
  readonly key: string;
  readonly name: string;
  readonly body: string;
  readonly sense: IconSense;
}

function addIcon(harvest: Harvest, net: WordNet, icon: Icon): void {
  const { key, name, body, sense } = icon;
  const id = itemId(`icon:${key}`);
  const path = `pictures/icons/${key}.svg`;
  const item: Item = {
    id,
    domain: "icons",
    title: capital(name),
    text: iconText(net, name, sense),
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
  for (const word of name.split(" ").slice(0, -1))
    if (word.length > 2)
      harvest.link(id, "named-with", harvest.concept("word", word, word));
}
