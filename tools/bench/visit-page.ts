/**
 * Watches clicks from inside the page, without a change to the page: when the event came, when the engine's worker was
 * asked to rank and answered, when the list changed, and when that was painted. Runs before the page's own scripts,
 * so each function stands for itself.
 */

/** The parts of the way, in their order. */
export const SPANS = [
  "the page takes the rating in and asks the engine",
  "the engine ranks",
  "the page puts the list together",
  "the browser paints it",
] as const;

export type Spans = readonly number[];

declare global {
  /** Settles with the last click's spans once its list is painted. */
  var clickPainted: Promise<number[]> | undefined;
}

export function watchClicks(): void {
  const { prototype } = globalThis.Worker;
  const post = prototype.postMessage;
  // The clock that events are stamped by.
  const clock = (): number => new Event("tick").timeStamp;
  let clicked = 0;
  let asked = 0;
  let answered = 0;
  let wanted: unknown;
  let painted: ((spans: number[]) => void) | undefined;

  addEventListener(
    "click",
    (event) => {
      clicked = event.timeStamp;
      asked = 0;
      answered = 0;
      globalThis.clickPainted = new Promise((resolve) => {
        painted = resolve;
      });
    },
    true,
  );

  prototype.postMessage = function watched(
    this: Worker,
    ...message: unknown[]
  ) {
    const [said] = message as [{ id?: unknown; path?: readonly string[] }];
    if (said.path?.includes("rank") && asked === 0) {
      asked = clock();
      wanted = said.id;
      this.addEventListener("message", ({ data }: MessageEvent<unknown>) => {
        const { id } = data as { id?: unknown };
        if (id === wanted && answered === 0) answered = clock();
      });
    }
    Reflect.apply(post, this, message);
  };

  new MutationObserver(() => {
    if (answered === 0 || painted === undefined) return;
    const changed = clock();
    const done = painted;
    painted = undefined;
    requestAnimationFrame(() => {
      setTimeout(() => {
        const now = clock();
        const moments = [clicked, asked, answered, changed, now];
        done(
          moments
            .slice(1)
            .map((moment, at) => moment - (moments[at] ?? moment)),
        );
      });
    });
  }).observe(document, { childList: true, subtree: true, attributes: true });
}

export function spansOfClick(): Promise<number[]> {
  return globalThis.clickPainted ?? Promise.resolve([]);
}
