/**
 * Domain `things`: animals, plants, food, places and objects that have an emoji, with Fluent's 3D picture.
 * Faces, hands, symbols, signs and flags are left out by subgroup, duplicates by rule.
 */
import { readdir } from "node:fs/promises";
import { itemId, type Item } from "../../../src/domain/item.ts";
import { packagePath, readPackageJson } from "../../lib/packages.ts";
import { emojiSchema, messagesSchema, parseSource } from "../schemas.ts";
import type { Emoji } from "../schemas.ts";
import { Harvest } from "../harvest.ts";
import { hasNoSense, headPhrases, senseOf, type Sense } from "../senses.ts";
import rejectRules from "../rules/emoji-rejects.json" with { type: "json" };
import subgroupFields from "../rules/emoji-subgroups.json" with { type: "json" };
import { article, capital, list, sentence } from "../words.ts";
import { LEX, type WordNet } from "../wordnet.ts";

const PICTURES = ["@lobehub/fluent-emoji-3d", "assets"] as const;
const FIELDS = new Map<string, string>(Object.entries(subgroupFields));
const REJECTS = Object.entries(rejectRules).map(
  ([reason, pattern]) => [reason, new RegExp(pattern)] as const,
);

/** Codepoints without the variation selector, which files and data use differently. */
export function pictureKey(hexcode: string): string {
  return hexcode.toLowerCase().replaceAll("-fe0f", "");
}

/** Picture files by key, flags included. */
export async function fluentPictures(): Promise<Map<string, string>> {
  const files = await readdir(packagePath(...PICTURES));
  return new Map(
    files
      .filter((file) => file.endsWith(".webp"))
      .sort()
      .map((file) => [
        pictureKey(file.slice(0, -".webp".length)),
        packagePath(...PICTURES, file),
      ]),
  );
}

/** Why an emoji is no `thing`, or undefined when it is one. */
function rejectionOf(
  emoji: Emoji,
  subgroup: string,
  labels: ReadonlySet<string>,
): string | undefined {
  if (!FIELDS.has(subgroup))
    return "a face, a hand, a person, a sign, a symbol or a flag";
  const label = emoji.label;
  const full = label.replace(/ face$/, "");
  if (full !== label && labels.has(full))
    return "only the face of another picture";
  return REJECTS.find(([, pattern]) => pattern.test(label))?.[0];
}

interface Found extends Sense {
  readonly exact: boolean;
}

function thingSense(
  net: WordNet,
  label: string,
  subgroup: string,
): Found | undefined {
  const lex = (FIELDS.get(subgroup) ?? "")
    .split(" ")
    .flatMap((name) => (name in LEX ? [LEX[name as keyof typeof LEX]] : []));
  const clean = label
    .replace(/’/g, "'")
    .replace(/^(?:person|people) (?:playing )?/, "");
  if (hasNoSense(clean)) return undefined;
  for (const phrase of [clean, ...headPhrases(clean)]) {
    const sense = senseOf(net, phrase, lex, 1);
    if (sense) return { ...sense, exact: phrase === clean };
  }
  return undefined;
}

function thingText(
  emoji: Emoji,
  sense: Found | undefined,
  kind: string,
): string {
  const tags = (emoji.tags ?? []).filter(
    (tag) => /^[a-z][a-z -]+$/.test(tag) && !emoji.label.includes(tag),
  );
  const goes = tags.length > 0 ? `It goes with ${list(tags.slice(0, 8))}` : "";
  return `${about(emoji.label, sense, kind)} ${sentence(goes)}`.trim();
}

/** The definition where it is sure to fit, else only what kind of thing it is. */
function about(label: string, sense: Found | undefined, kind: string): string {
  if (!sense)
    return sentence(`${label}, found among ${kind.replaceAll("&", "and")}`);
  if (sense.exact) return sentence(sense.synset.gloss);
  const noun = `${capital(article(sense.lemma))} ${sense.lemma}`;
  return sentence(
    sense.certain
      ? `${noun}: ${sense.synset.gloss}`
      : `A kind of ${sense.lemma}`,
  );
}

/** Frequent words are familiar; 60 sightings in WordNet's texts count as everyday. */
function familiarity(
  net: WordNet,
  emoji: Emoji,
  sense: Found | undefined,
): number {
  const seen = sense ? net.count(sense.lemma, sense.synset) : 0;
  const common = Math.min(1, Math.log1p(seen) / Math.log(61));
  const early = emoji.version <= 1 ? 1 : emoji.version <= 5 ? 0.6 : 0.3;
  const plain = emoji.label.includes(" ") ? 0 : 1;
  const flesh = sense?.synset.lex === LEX.body ? 0.5 : 1;
  const score = flesh * (0.35 * common + 0.35 * early + 0.3 * plain);
  return Math.round(score * 1000) / 1000;
}

export async function harvestEmoji(net: WordNet): Promise<Harvest> {
  const harvest = new Harvest("emoji");
  const [data, messages, pictures] = await Promise.all([
    readPackageJson("emojibase-data", "en", "data.json"),
    readPackageJson("emojibase-data", "en", "messages.json"),
    fluentPictures(),
  ]);
  const all = parseSource("emojibase-data", emojiSchema, data);
  const { groups, subgroups } = parseSource(
    "emojibase-data",
    messagesSchema,
    messages,
  );
  const labels = new Set(all.map((emoji) => emoji.label));
  for (const emoji of all) {
    // Unicode once emptied a subgroup, which kept the number of the next: the last of a number is in use.
    const subgroup = subgroups.findLast((one) => one.order === emoji.subgroup);
    const group = groups.find((one) => one.order === emoji.group);
    const reason = rejectionOf(emoji, subgroup?.key ?? "", labels);
    const key = pictureKey(emoji.hexcode);
    const picture = pictures.get(key);
    if (reason || !subgroup || !group) harvest.reject(reason ?? "no group");
    else if (!picture) harvest.reject("no picture file");
    else addThing(harvest, net, emoji, { key, picture, subgroup, group });
  }
  return harvest;
}

interface Place {
  readonly key: string;
  readonly picture: string;
  readonly subgroup: { readonly key: string; readonly message: string };
  readonly group: { readonly key: string; readonly message: string };
}

function addThing(
  harvest: Harvest,
  net: WordNet,
  emoji: Emoji,
  place: Place,
): void {
  const sense = thingSense(net, emoji.label, place.subgroup.key);
  const text = thingText(emoji, sense, place.subgroup.message);
  if (text.length < 20) return harvest.reject("nothing to say about it");
  const id = itemId(`thing:${place.key}`);
  const path = `pictures/things/${place.key}.webp`;
  const item: Item = {
    id,
    domain: "things",
    title: capital(emoji.label.replace(/^person: | tilted left$/g, "")),
    text,
    source: harvest.source,
    picture: { src: path, kind: "picture" },
    facts: { Kind: capital(place.subgroup.message.replaceAll("-", ", ")) },
    familiarity: familiarity(net, emoji, sense),
  };
  harvest.items.push(item);
  harvest.assets.push({ path, copy: place.picture });
  if (sense)
    harvest.link(
      id,
      sense.exact ? "shows" : "version-of",
      harvest.synset(sense.synset, sense.lemma),
    );
  harvest.link(
    id,
    "subgroup",
    harvest.concept("subgroup", place.subgroup.key, place.subgroup.message),
  );
  harvest.link(
    id,
    "group",
    harvest.concept("group", place.group.key, place.group.message),
  );
  for (const tag of new Set(emoji.tags ?? []))
    if (/^[a-z][a-z -]+$/.test(tag))
      harvest.link(id, "tagged", harvest.concept("tag", tag, tag));
}
