/** The benchmark inside a browser: the model runs in the page's own engine worker, frames are counted meanwhile. */
import "../../src/device/gradients.ts";
import { monotonic } from "../../src/device/clock.ts";
import { fetchBytes } from "../../src/device/fetch.ts";
import { createEngine } from "../../src/pipeline/client.ts";
import { loadCatalogue } from "../../src/pipeline/files.ts";
import type { Report } from "./report.ts";
import { runSuite, type OpenModel, type Wishes } from "./suite.ts";

declare global {
  /** Called by ./browser.ts. */
  var runPalateBenchmark: (wishes: Wishes) => Promise<Report>;
}

const LATE_MS = 50;
const root = new URL("/", location.href);

async function openModel(): Promise<OpenModel> {
  const engine = createEngine({
    onStarted: () => undefined,
    onRecovering: (why) => console.info(why.message),
  });
  const [catalogue] = await Promise.all([
    loadCatalogue(root),
    engine.start("webgpu"),
  ]);
  return {
    catalogue,
    rank: (...question) => engine.rank(...question),
    tune: (view) => engine.tune(view, () => undefined),
    close: () => undefined,
  };
}

/** Counts the frames that came late. */
function watch(): { stop(): string } {
  let late = 0;
  let all = 0;
  let last: number = monotonic();
  let running = true;
  const frame = (now: number): void => {
    all += 1;
    if (now - last > LATE_MS) late += 1;
    last = now;
    if (running) requestAnimationFrame(frame);
  };
  requestAnimationFrame(frame);
  return {
    stop: () => {
      running = false;
      return `${late} of ${all}`;
    },
  };
}

globalThis.runPalateBenchmark = (wishes) =>
  told(
    runSuite(
      {
        name: "Chromium",
        base: root,
        read: async (path) =>
          Uint8Array.from(await fetchBytes(new URL(path, root))),
        openModel,
        watch,
        wasm: true,
        log: (line) => console.info(line),
      },
      wishes,
    ),
  );

/** What is thrown may be any object, and only errors say anything to whoever asked. */
async function told<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (cause) {
    const words = cause instanceof Error ? cause.stack : JSON.stringify(cause);
    throw new Error(words, { cause });
  }
}
