/**
 * The single place where the store meets the document: what stands on `<html>` (theme, language, what really
 * computes), and what the address and the browser say before anything was chosen.
 */
import type { Backend, Language } from "../domain/settings.ts";
import type { AppState } from "./state.ts";

/** `?backend=wasm` or `?backend=webgpu` stands above the preference, for this visit. */
export function backendOverride(address: string): Backend | undefined {
  const wanted = new URL(address).searchParams.get("backend");
  return wanted === "wasm" || wanted === "webgpu" ? wanted : undefined;
}

/** The first of the browser's languages that Palate speaks. */
export function preferredLanguage(languages: readonly string[]): Language {
  for (const tag of languages) {
    if (tag.startsWith("zh")) return "zh";
    if (tag.startsWith("en")) return "en";
  }
  return "en";
}

/** Keeps `<html>` in step with the state; a theme of "system" leaves the choice to the style sheet. */
export function dressDocument(
  root: HTMLElement,
  store: {
    getState(): AppState;
    subscribe(listener: (state: AppState) => void): () => void;
  },
): () => void {
  const dress = ({ preferences, engine }: AppState): void => {
    root.lang = preferences.language;
    put(
      root,
      "theme",
      preferences.theme === "system" ? undefined : preferences.theme,
    );
    put(root, "backend", engine?.backend);
    put(root, "adapter", engine?.adapter);
  };
  dress(store.getState());
  return store.subscribe(dress);
}

function put(root: HTMLElement, name: string, value: string | undefined): void {
  if (root.dataset[name] === value) return;
  if (value === undefined) delete root.dataset[name];
  else root.dataset[name] = value;
}
