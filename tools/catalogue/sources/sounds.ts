/**
 * Domain `sounds`: the CC0 samples that ship with Sonic Pi's synthesizer, served as the FLAC files they
 * are. Names tell the kind; the samples themselves tell length, brightness and shape.
 */
import { readdir, readFile } from "node:fs/promises";
import { FLACDecoder } from "@wasm-audio-decoders/flac";
import { itemId, type Item } from "../../../src/domain/item.ts";
import { packagePath } from "../../lib/packages.ts";
import { mono, peaks, qualities, seconds, type Quality } from "../audio.ts";
import { Harvest } from "../harvest.ts";
import rules from "../rules/sounds.json" with { type: "json" };
import type { Terms } from "../terms.ts";
import { article, capital, list, sentence } from "../words.ts";
import { LEX } from "../wordnet.ts";

const PACKAGE = "supersonic-scsynth-samples";
/** Shorter than this a clip is a click. */
const SHORTEST_SECONDS = 0.08;

interface Kind {
  readonly label: string;
  readonly text: string;
  readonly things: readonly string[];
  readonly place?: string;
}
const KINDS = new Map<string, Kind>(Object.entries(rules.kinds));
const WORDS = new Map<string, string>(Object.entries(rules.words));
const THINGS = new Map<string, readonly string[]>(Object.entries(rules.things));
const TITLES = new Map<string, string>(Object.entries(rules.titles));
const REJECTED = new Map<string, string>(Object.entries(rules.rejected));
const SOUNDING = [
  LEX.artifact,
  LEX.animal,
  LEX.object,
  LEX.substance,
  LEX.group,
  LEX.person,
  LEX.communication,
  LEX.phenomenon,
];
/** First minutes of a newcomer are better spent with a guitar than with a click. */
const FAMILIAR: Readonly<Record<string, number>> = {
  ambi: 0.7,
  arovane: 0.6,
  drum: 0.8,
  guit: 1,
  loop: 0.85,
  vinyl: 0.75,
  tabla: 0.45,
  misc: 0.6,
  bass: 0.6,
  bd: 0.5,
  sn: 0.5,
};

/** What the samples of a file say, without the samples. */
export interface Recording {
  readonly key: string;
  readonly seconds: number;
  readonly peaks: readonly number[];
  readonly heard: readonly Quality[];
}

/** "elec_hi_snare" -> "Electronic percussion: high snare" */
export function soundTitle(key: string): string {
  const known = TITLES.get(key);
  if (known) return known;
  const [prefix = "", ...rest] = key.split("_");
  const kind = KINDS.get(prefix)?.label ?? prefix;
  const words = rest.flatMap((word) => {
    const [, stem = word, digits = ""] = /^(.*?[a-z])(\d*)$/.exec(word) ?? [];
    const plain =
      WORDS.get(word) ??
      `${WORDS.get(stem) ?? stem}${digits ? ` ${digits}` : ""}`;
    return plain === "" ? [] : [plain.trim()];
  });
  return `${capital(kind)}: ${words.join(" ")}`;
}

function lasts(length: number): string {
  if (length < 0.95) return "less than a second";
  const whole = Math.round(length);
  return whole === 1 ? "about a second" : `about ${String(whole)} seconds`;
}

function soundText(
  kind: Kind,
  things: readonly string[],
  { heard, seconds: length }: Recording,
): string {
  const known = things
    .filter((thing) => !kind.text.includes(thing))
    .map((thing) => `${article(thing)} ${thing}`);
  const parts = [
    sentence(kind.text),
    sentence(known.length > 0 ? `It calls ${list(known)} to mind` : ""),
    sentence(`It sounds ${list(heard)} and lasts ${lasts(length)}`),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/**
 * Decodes every file. Do it before WordNet is read: each decode allocates outside the heap, and collecting
 * a large heap that often took ten times as long.
 */
export async function hearSounds(): Promise<Recording[]> {
  const files = (await readdir(packagePath(PACKAGE, "samples"))).sort();
  const decoder = new FLACDecoder();
  await decoder.ready;
  const out: Recording[] = [];
  for (const file of files.filter((name) => name.endsWith(".flac"))) {
    const bytes = await readFile(packagePath(PACKAGE, "samples", file));
    const audio = await decoder.decodeFile(bytes);
    const clip = mono(audio.channelData, audio.sampleRate);
    const key = file.slice(0, -".flac".length);
    out.push({
      key,
      seconds: seconds(clip),
      peaks: peaks(clip),
      heard: qualities(clip),
    });
  }
  decoder.free();
  return out;
}

export function harvestSounds(
  terms: Terms,
  recordings: readonly Recording[],
): Harvest {
  const harvest = new Harvest("sounds");
  for (const recording of recordings) {
    const reason = REJECTED.get(recording.key);
    if (reason) harvest.reject(reason);
    else if (recording.seconds < SHORTEST_SECONDS)
      harvest.reject("too short to be heard");
    else addSound(harvest, terms, recording);
  }
  return harvest;
}

function addSound(harvest: Harvest, terms: Terms, recording: Recording): void {
  const { key } = recording;
  const [prefix = "", ...rest] = key.split("_");
  const kind = KINDS.get(prefix);
  if (!kind) return harvest.reject("of no known kind");
  const own = [...new Set(rest.flatMap((word) => THINGS.get(word) ?? []))];
  const path = `sounds/sounds/${key}.flac`;
  const item: Item = {
    id: itemId(`sound:${key}`),
    domain: "sounds",
    title: soundTitle(key),
    text: soundText(kind, own, recording),
    source: harvest.source,
    sound: { src: path, seconds: recording.seconds, peaks: recording.peaks },
    facts: {
      Kind: capital(kind.label),
      Length: `${recording.seconds.toFixed(1)} s`,
    },
    familiarity: FAMILIAR[prefix] ?? 0.35,
  };
  harvest.items.push(item);
  harvest.assets.push({
    path,
    copy: packagePath(PACKAGE, "samples", `${key}.flac`),
  });
  linkSound(harvest, terms, item.id, recording, [...own, ...kind.things]);
  harvest.link(
    item.id,
    "sound-kind",
    harvest.concept("sound-kind", prefix, kind.label),
  );
  if (kind.place) harvest.link(item.id, "comes-from", `name:${kind.place}`);
}

function linkSound(
  harvest: Harvest,
  terms: Terms,
  id: string,
  { heard }: Recording,
  things: readonly string[],
): void {
  for (const word of heard)
    harvest.link(id, "sound-quality", harvest.concept("quality", word, word));
  for (const thing of things) {
    const synset = terms.resolve(thing, SOUNDING);
    if (synset) harvest.link(id, "sounds-like", harvest.synset(synset, thing));
  }
}
