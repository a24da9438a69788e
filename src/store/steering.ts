/** Preferences: kept at once, and what of them steers the list or the engine takes effect at once. */
import type { Preferences } from "../domain/settings.ts";
import type { Desk } from "./desk.ts";
import type { List } from "./list.ts";
import type { Opening } from "./opening.ts";

export async function changePreferences(
  desk: Desk,
  { list, opening }: { readonly list: List; readonly opening: Opening },
  change: Partial<Preferences>,
): Promise<void> {
  const before = desk.get().preferences;
  // On screen first: a slider must not wait for the disk.
  desk.set({
    preferences: { ...before, ...change },
    ...(change.steering && { trying: null }),
  });
  const { settings } = await desk.storage;
  await settings.changePreferences(change, desk.defaults);
  if (change.backend !== undefined && change.backend !== before.backend) {
    await opening.restart();
  } else if (steersList(change)) {
    await list.rerank();
  }
}

function steersList(change: Partial<Preferences>): boolean {
  return (
    change.steering !== undefined ||
    change.concepts !== undefined ||
    change.seed !== undefined
  );
}
