/**
 * Renders instruments of a SoundFont to short phrases. One synthesizer per preset, so that no reverb or
 * held note of one instrument leaks into the next and the bytes do not depend on the order.
 */
import {
  SoundBankLoader,
  SpessaSynthProcessor,
  type BasicSoundBank,
} from "spessasynth_core";
import { finish, mono, type Clip } from "./audio.ts";

export const SAMPLE_RATE = 22_050;
/** Samples per call of the synthesizer; its own buffer size. */
const BLOCK = 128;
const SECONDS = 2.8;
const FADE_SECONDS = 0.35;
const DRUM_CHANNEL = 9;

export interface Patch {
  readonly msb: number;
  readonly lsb: number;
  readonly program: number;
  readonly drums: boolean;
}

interface Note {
  readonly at: number;
  readonly until: number;
  readonly key: number;
  readonly velocity: number;
}

/** Middle key of the phrase by GM family of eight programs. */
const REGISTERS = [
  60, 72, 60, 52, 36, 60, 60, 55, 60, 72, 60, 60, 60, 60, 60, 60,
];
const DEEP = new Map([
  [32, 36],
  [42, 48],
  [43, 36],
  [47, 43],
  [57, 48],
  [58, 36],
  [67, 48],
  [70, 46],
  [9, 84],
  [10, 84],
  [72, 84],
  [116, 48],
]);

function melody(program: number): Note[] {
  const base = DEEP.get(program) ?? REGISTERS[program >> 3] ?? 60;
  const line = [0, 4, 7, 12].map((step, i) => ({
    at: 0.02 + i * 0.28,
    until: 0.27 + i * 0.28,
    key: base + step,
    velocity: 92,
  }));
  const low = base < 45;
  const chord = (low ? [0, 12] : [0, 4, 7]).map((step) => ({
    at: 1.16,
    until: 2.35,
    key: base + step,
    velocity: 86,
  }));
  return [...line, ...chord];
}

/** Kick, hi-hat and snare over two beats, with a tom fill and a crash at the end. */
function groove(): Note[] {
  const hit = (beat: number, key: number, velocity: number): Note => ({
    at: 0.02 + beat * 0.24,
    until: 0.02 + beat * 0.24 + 0.2,
    key,
    velocity,
  });
  const hats = [0, 1, 2, 3, 4, 5, 6, 7].map((beat) => hit(beat, 42, 70));
  return [
    hit(0, 36, 110),
    hit(2, 38, 105),
    hit(3, 36, 90),
    hit(4, 36, 110),
    hit(6, 38, 105),
    hit(7, 45, 95),
    hit(7.5, 41, 95),
    hit(8, 49, 100),
    hit(8, 36, 110),
    ...hats,
  ];
}

export function loadBank(bytes: Uint8Array): BasicSoundBank {
  return SoundBankLoader.fromArrayBuffer(new Uint8Array(bytes).buffer);
}

export async function render(
  bank: BasicSoundBank,
  patch: Patch,
): Promise<Clip> {
  const synth = new SpessaSynthProcessor(SAMPLE_RATE, { eventsEnabled: false });
  await synth.processorInitialized;
  synth.soundBankManager.addSoundBank(bank, "main");
  const channel = patch.drums ? DRUM_CHANNEL : 0;
  synth.controllerChange(channel, 0, patch.msb);
  synth.controllerChange(channel, 32, patch.lsb);
  synth.programChange(channel, patch.program);
  const notes = patch.drums ? groove() : melody(patch.program);
  const total = Math.ceil((SECONDS * SAMPLE_RATE) / BLOCK) * BLOCK;
  const left = new Float32Array(total);
  const right = new Float32Array(total);
  const sounding = new Set<Note>();
  const waiting = new Set(notes);
  for (let at = 0; at < total; at += BLOCK) {
    const now = at / SAMPLE_RATE;
    for (const note of waiting)
      if (note.at <= now) {
        synth.noteOn(channel, note.key, note.velocity);
        waiting.delete(note);
        sounding.add(note);
      }
    for (const note of sounding)
      if (note.until <= now) {
        synth.noteOff(channel, note.key);
        sounding.delete(note);
      }
    synth.process(left, right, at, BLOCK);
  }
  return finish(mono([left, right], SAMPLE_RATE), FADE_SECONDS);
}
