/**
 * The service worker: after one visit Palate works with no network at all. The page, its scripts, the catalogue and the
 * model are kept when it is installed; pictures, sounds and encoders when they are first used. It knows nothing of
 * ratings, which are in IndexedDB and outlive every version of it.
 *
 * A new version waits until the person says "Reload": a page never runs on files of two versions.
 */
import {
  cleanupOutdatedCaches,
  precacheAndRoute,
  type PrecacheEntry,
} from "workbox-precaching";
import { registerRoute } from "workbox-routing";
import { CacheFirst } from "workbox-strategies";

/** What this file uses of `ServiceWorkerGlobalScope`, whose types do not go together with a page's. */
interface Scope {
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly registration: { readonly scope: string };
  addEventListener(
    type: "activate" | "message",
    listener: (event: ExtendableMessage) => void,
  ): void;
}
interface ExtendableMessage extends Event {
  readonly data?: unknown;
  waitUntil(work: Promise<unknown>): void;
}

/** Put in by the build (tools/build/offline.ts): every file of this version, and the catalogue's hash. */
declare const PALATE_FILES: PrecacheEntry[];
declare const PALATE_CATALOGUE: string;

const scope = globalThis as unknown as Scope;

/** Of one catalogue: another one may show another picture under the same name. */
const PICTURES = `palate-pictures-${PALATE_CATALOGUE}`;
const SOUNDS = `palate-sounds-${PALATE_CATALOGUE}`;
/** Encoders say their version in the reference vectors that are checked after loading. */
const MODELS = `palate-models-${PALATE_CATALOGUE}`;
const KEPT = new Set([PICTURES, SOUNDS, MODELS]);

precacheAndRoute(PALATE_FILES, {
  // `?backend=wasm` is the same page.
  ignoreURLParametersMatching: [/./],
});
cleanupOutdatedCaches();

const below = (folder: string) => {
  const { pathname } = new URL(folder, scope.registration.scope);
  return ({ url }: { readonly url: URL }): boolean =>
    url.origin === globalThis.location.origin &&
    url.pathname.startsWith(pathname);
};

registerRoute(
  below("catalogue/pictures/"),
  new CacheFirst({ cacheName: PICTURES }),
);

// Players ask for ranges, which no cache keeps; a clip is small enough to be fetched and kept whole.
registerRoute(
  below("catalogue/sounds/"),
  new CacheFirst({
    cacheName: SOUNDS,
    plugins: [
      {
        requestWillFetch: ({ request }) =>
          Promise.resolve(new Request(request.url)),
      },
    ],
  }),
);

const models = new CacheFirst({ cacheName: MODELS });
registerRoute(below("encoders/"), models);
registerRoute(below("ort/"), models);

scope.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([scope.clients.claim(), dropOld()]));
});

scope.addEventListener("message", (event) => {
  const { data } = event;
  if (data === "reload") event.waitUntil(scope.skipWaiting());
  else if (Array.isArray(data)) event.waitUntil(keepPictures(data));
});

/** Pictures that the page showed before this worker was there: they come from the browser's own cache. */
async function keepPictures(addresses: readonly unknown[]): Promise<void> {
  const isPicture = below("catalogue/pictures/");
  const wanted = addresses.filter(
    (address): address is string =>
      typeof address === "string" && isPicture({ url: new URL(address) }),
  );
  const cache = await caches.open(PICTURES);
  // One that cannot be had is no reason to lose the others.
  await Promise.allSettled(wanted.map((address) => cache.add(address)));
}

async function dropOld(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names
      .filter(
        (name) =>
          /^palate-(pictures|sounds|models)-/.test(name) && !KEPT.has(name),
      )
      .map((name) => caches.delete(name)),
  );
}
