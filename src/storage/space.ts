/** How much the browser lets us keep, and whether it promised not to evict it. */
import { bytes, type Bytes } from "../domain/brand.ts";

export interface Space {
  readonly used: Bytes;
  readonly quota: Bytes;
  readonly persisted: boolean;
}

/** Null where the browser does not say. */
export async function readSpace(): Promise<Space | null> {
  const manager = storageManager();
  if (manager === undefined) return null;
  const [{ usage = 0, quota = 0 }, persisted] = await Promise.all([
    manager.estimate(),
    manager.persisted(),
  ]);
  return { used: bytes(usage), quota: bytes(quota), persisted };
}

/** Asks the browser to keep the ratings when space runs short; false when it does not promise. */
export async function askToPersist(): Promise<boolean> {
  const manager = storageManager();
  if (manager === undefined) return false;
  return (await manager.persisted()) || (await manager.persist());
}

/** Absent on insecure origins and outside of browsers. */
function storageManager(): StorageManager | undefined {
  return (globalThis.navigator as { storage?: StorageManager } | undefined)
    ?.storage;
}
