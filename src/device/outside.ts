/**
 * Counts the requests of this thread that went, or tried to go, to another origin: the proof behind
 * "0 requests left this tab". It reads the browser's own record (resource timing entries and violations of the
 * Content-Security-Policy) and so also sees what libraries do behind our back.
 */

/** Calls `onCount` with the running total each time it grows; returns how to stop. */
export function watchOutside(onCount: (count: number) => void): () => void {
  const here = globalThis.location.origin;
  let count = 0;
  const add = (more: number): void => {
    if (more === 0) return;
    count += more;
    onCount(count);
  };
  const observer = new PerformanceObserver((list) => {
    add(list.getEntries().filter((entry) => leaves(entry.name, here)).length);
  });
  observer.observe({ type: "resource", buffered: true });
  const onViolation = (event: Event): void => {
    const blocked: unknown = Reflect.get(event, "blockedURI");
    add(typeof blocked === "string" && leaves(blocked, here) ? 1 : 0);
  };
  globalThis.addEventListener("securitypolicyviolation", onViolation);
  return () => {
    observer.disconnect();
    globalThis.removeEventListener("securitypolicyviolation", onViolation);
  };
}

/** True for an address whose bytes come from another machine; `blob:`, `data:` and `inline` stay here. */
export function leaves(address: string, here: string): boolean {
  const url = URL.parse(address, here);
  if (
    url === null ||
    !["http:", "https:", "ws:", "wss:"].includes(url.protocol)
  )
    return false;
  return url.origin.replace(/^ws/, "http") !== here;
}
