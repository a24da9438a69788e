/**
 * Renders many presets and keeps the WAV files in `.cache/`, keyed by the bank's bytes, the rendering
 * code's version and the preset.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { sha256 } from "../lib/files.ts";
import { rootPath } from "../lib/packages.ts";
import { wav } from "./audio.ts";
import { loadBank, render, SAMPLE_RATE, type Patch } from "./render.ts";

/** Raised when render.ts changes what it plays. */
const RENDERING_VERSION = 1;
/** Bytes of the RIFF header that `wav` writes. */
const HEADER = 44;

export interface Preset extends Patch {
  readonly name: string;
}

export interface Rendered {
  readonly preset: Preset;
  readonly wav: Uint8Array;
  /** As they come back from 16 bits, so that a cached file gives the same peaks as a fresh one. */
  readonly samples: Float32Array;
  readonly sampleRate: number;
}

/** Melodic presets first, then kits, each by bank and program. */
export function presetsOf(bytes: Uint8Array): Preset[] {
  return loadBank(bytes)
    .presets.map((preset) => ({
      name: preset.name.trim(),
      msb: preset.bankMSB,
      lsb: preset.bankLSB,
      program: preset.program,
      drums: preset.isGMGSDrum,
    }))
    .sort(
      (a, b) =>
        Number(a.drums) - Number(b.drums) ||
        a.msb - b.msb ||
        a.program - b.program,
    );
}

function decoded(preset: Preset, bytes: Uint8Array): Rendered {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const samples = new Float32Array((bytes.byteLength - HEADER) / 2);
  for (let i = 0; i < samples.length; i += 1)
    samples[i] = view.getInt16(HEADER + 2 * i, true) / 32768;
  return { preset, wav: bytes, samples, sampleRate: SAMPLE_RATE };
}

export async function renderAll(
  bankBytes: Uint8Array,
  presets: readonly Preset[],
): Promise<Rendered[]> {
  const folder = rootPath(".cache", "instruments");
  await mkdir(folder, { recursive: true });
  const bankHash = sha256(bankBytes);
  const bank = loadBank(bankBytes);
  const out: Rendered[] = [];
  for (const preset of presets) {
    const key = JSON.stringify([bankHash, RENDERING_VERSION, preset]);
    const path = `${folder}/${sha256(key).slice(0, 24)}.wav`;
    let bytes: Uint8Array | undefined = await readFile(path).catch(
      () => undefined,
    );
    if (!bytes) {
      bytes = wav(await render(bank, preset));
      await writeFile(path, bytes);
    }
    out.push(decoded(preset, bytes));
  }
  return out;
}
