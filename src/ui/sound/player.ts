/**
 * Plays one sound at a time. There is a single `<audio>` element; whoever starts a sound silences the one before.
 * Components subscribe to which item plays; the waveform reads the exact position in its own frame loop.
 */
import { useSyncExternalStore } from "react";
import type { Item, ItemId } from "../../domain/item.ts";
import { assetUrl } from "../cover/asset.ts";

type Listener = () => void;

let audio: HTMLAudioElement | undefined;
let playing: ItemId | null = null;
let failed: ItemId | null = null;
const listeners = new Set<Listener>();

function tell(): void {
  for (const listener of listeners) listener();
}

function element(): HTMLAudioElement {
  if (audio === undefined) {
    audio = new Audio();
    audio.preload = "none";
    audio.addEventListener("ended", stop);
  }
  return audio;
}

function stop(): void {
  audio?.pause();
  playing = null;
  tell();
}

export async function toggle(item: Item): Promise<void> {
  if (item.sound === undefined) return;
  if (playing === item.id) {
    stop();
    return;
  }
  const sound = element();
  playing = item.id;
  failed = null;
  tell();
  sound.src = assetUrl(item.sound.src);
  try {
    await sound.play();
  } catch (error) {
    // A newer sound took the element over: not a failure of this one.
    if (error instanceof DOMException && error.name === "AbortError") return;
    failed = item.id;
    if (playing === item.id) stop();
  }
}

/** Share of the sound that was heard, in [0, 1]. */
export function heard(): number {
  if (audio === undefined || !(audio.duration > 0)) return 0;
  return Math.min(1, audio.currentTime / audio.duration);
}

function subscribe(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function usePlaying(id: ItemId): boolean {
  return useSyncExternalStore(subscribe, () => playing === id);
}

export function useFailed(id: ItemId): boolean {
  return useSyncExternalStore(subscribe, () => failed === id);
}
