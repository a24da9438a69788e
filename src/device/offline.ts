/** The single home of `navigator.serviceWorker`: installs what makes Palate work offline, and tells of a new version. */

export interface Offline {
  /** Puts the new version in force; the page loads again by itself. */
  update(): void;
}

/** A page that stays open for days asks this often whether there is a new version. */
const ASK_AGAIN_MS = 60 * 60 * 1000;

/**
 * Installs `sw.js` beside the page. Where there is none (a development server) or none may be (a private window, an
 * insecure address) the page works as before, online.
 *
 * @param onUpdate called when a new version is ready and waits
 */
export async function workOffline(
  onUpdate: (offline: Offline) => void,
): Promise<void> {
  const container = (navigator as Partial<Navigator>).serviceWorker;
  if (container === undefined) return;
  const first = container.controller === null;
  const registration = await container
    .register("sw.js", { updateViaCache: "none" })
    .catch(() => null);
  // A browser that blocks workers without a word resolves to nothing at all.
  if (!registration) return;
  const offer = (): void => {
    const { waiting } = registration;
    if (waiting === null || container.controller === null) return;
    onUpdate({
      update: () => {
        container.addEventListener(
          "controllerchange",
          () => {
            globalThis.location.reload();
          },
          { once: true },
        );
        waiting.postMessage("reload");
      },
    });
  };
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
  setInterval(() => {
    // Offline there is nothing to ask.
    registration.update().catch(() => undefined);
  }, ASK_AGAIN_MS);
  if (first) await keepShown(container);
}

/** What was fetched before the worker was there, which only this page knows. */
async function keepShown(container: ServiceWorkerContainer): Promise<void> {
  const { active } = await container.ready;
  const shown = performance
    .getEntriesByType("resource")
    .map(({ name }) => name)
    .filter((name) => name.includes("/catalogue/pictures/"));
  active?.postMessage(shown);
}
