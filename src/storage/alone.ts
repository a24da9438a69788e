/** Work that only one tab at a time should do. The browser ends the turn of a tab that closes or crashes. */

/** Waits for this tab's turn; without Web Locks (insecure origins, Node) there is nobody to wait for. */
export async function alone<T>(
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const locks = (globalThis.navigator as { locks?: LockManager } | undefined)
    ?.locks;
  if (locks === undefined) return work();
  // The lock's own promise hides the work's type and error behind `any`.
  let result: T | undefined;
  await locks.request(name, async () => {
    result = await work();
  });
  return result as T;
}
