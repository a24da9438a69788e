/**
 * Domain `sounds`: the CC0 samples that ship with Sonic Pi's synthesizer, served as the FLAC files they
 * are. Names tell the kind; the samples themselves tell length, brightness and shape.
 */
import { readdir, readFile } from "node:fs/promises";
import { FLACDecoder } from "@wasm-audio-decoders/flac";
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
import rules from "../rules/sounds.json" with { type: "json" };
import type { Terms } from "../terms.ts";
import { capital, list, sentence } from "../words.ts";
import { LEX } from "../wordnet.ts";

const PACKAGE = "supersonic-scsynth-samples";

interface Kind {
  readonly label: string;
  readonly text: string;
  readonly things: readonly string[];
  readonly place?: string;
}
const KINDS = new Map<string, Kind>(Object.entries(rules.kinds));
const WORDS = new Map<string, string>(Object.entries(rules.words));
const THINGS = new Map<string, readonly string[]>(Object.entries(rules.things));
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

export interface Recording {
  readonly key: string;
  readonly clip: Clip;
}

/** "elec_hi_snare" -> "Electronic percussion: high snare" */
export function soundTitle(key: string): string {
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

function soundText(
  kind: Kind,
  things: readonly string[],
  heard: readonly Quality[],
  length: number,
): string {
  const known = things.filter((thing) => !kind.text.includes(thing));
  const how = `It is ${list(heard)}, and lasts ${length < 1 ? "less than a second" : `about ${Math.round(length)} seconds`}`;
  const what = capital(kind.text);
  return [
    sentence(what),
    sentence(known.length ? `One thinks of a ${list(known)}` : ""),
    sentence(how),
  ]
    .filter((one) => one !== "")
    .join(" ")
    .replace("about 1 seconds", "about a second");
}

async function decodeAll(files: readonly string[]): Promise<Recording[]> {
  const decoder = new FLACDecoder();
  await decoder.ready;
  const out: Recording[] = [];
  for (const file of files) {
    const bytes = await readFile(packagePath(PACKAGE, "samples", file));
    const audio = await decoder.decodeFile(bytes);
    out.push({
      key: file.slice(0, -".flac".length),
      clip: mono(audio.channelData, audio.sampleRate),
    });
    await decoder.reset();
  }
  decoder.free();
  return out;
}

export async function harvestSounds(terms: Terms): Promise<Harvest> {
  const harvest = new Harvest("sounds");
  const files = (await readdir(packagePath(PACKAGE, "samples"))).sort();
  const flac = files.filter((file) => file.endsWith(".flac"));
  if (flac.length < files.length)
    harvest.reject(
      "another format of the same sound",
      files.length - flac.length,
    );
  for (const recording of await decodeAll(flac)) {
    const reason = REJECTED.get(recording.key);
    if (reason) harvest.reject(reason);
    else if (recording.clip.samples.length === 0)
      harvest.reject("could not be decoded");
    else addSound(harvest, terms, recording);
  }
  return harvest;
}

function addSound(
  harvest: Harvest,
  terms: Terms,
  { key, clip }: Recording,
): void {
  const [prefix = "", ...rest] = key.split("_");
  const kind = KINDS.get(prefix);
  if (!kind) return harvest.reject("of no known kind");
  const own = [...new Set(rest.flatMap((word) => THINGS.get(word) ?? []))];
  const heard = qualities(clip);
  const path = `sounds/sounds/${key}.flac`;
  const item: Item = {
    id: itemId(`sound:${key}`),
    domain: "sounds",
    title: soundTitle(key),
    text: soundText(kind, own, heard, seconds(clip)),
    source: harvest.source,
    sound: { src: path, seconds: seconds(clip), peaks: peaks(clip) },
    facts: {
      Kind: capital(kind.label),
      Length: `${seconds(clip).toFixed(1)} s`,
    },
    familiarity: FAMILIAR[prefix] ?? 0.35,
  };
  harvest.items.push(item);
  harvest.assets.push({
    path,
    copy: packagePath(PACKAGE, "samples", `${key}.flac`),
  });
  harvest.link(
    item.id,
    "sound-kind",
    harvest.concept("sound-kind", prefix, kind.label),
  );
  for (const word of heard)
    harvest.link(
      item.id,
      "sound-quality",
      harvest.concept("quality", word, word),
    );
  for (const thing of [...own, ...kind.things]) {
    const synset = terms.resolve(thing, SOUNDING);
    if (synset) harvest.link(item.id, "sounds-like", harvest.synset(synset));
  }
  if (kind.place) harvest.link(item.id, "comes-from", `name:${kind.place}`);
}
