/** What a person waits for on the page as it is built: the first list, and each part of the way from a click to its list. */
import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright";
import { preview } from "vite";
import { monotonic, since } from "../../src/device/clock.ts";
import { ROOT, rootPath } from "../lib/packages.ts";
import { launchOptions } from "../test/chromium.ts";
import type { Section } from "./report.ts";
import { quantile, timingOf } from "./rounds.ts";
import { SPANS, spansOfClick, watchClicks, type Spans } from "./visit-page.ts";

const CLICKS = 8;
const VIEWPORT = { width: 1280, height: 800 };

export interface Visit {
  readonly section: Section;
  /** Medians, in the order of SPANS. */
  readonly spans: readonly number[];
}

/** Null where nothing was built yet. */
export async function measureVisit(rounds: number): Promise<Visit | null> {
  if (!existsSync(rootPath("dist", "index.html"))) return null;
  const server = await preview({ root: ROOT, preview: { port: 0 } });
  const browser = await chromium.launch({ ...launchOptions(), headless: true });
  const [address = ""] = server.resolvedUrls?.local ?? [];
  try {
    const first: number[] = [];
    for (let round = 0; round < rounds; round += 1)
      first.push(await firstList(browser, address));
    const clicks = await clickThrough(browser, address);
    return { section: sectionOf(first, clicks), spans: mediansOf(clicks) };
  } finally {
    await browser.close();
    await server.close();
  }
}

async function freshPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: VIEWPORT,
    serviceWorkers: "block",
    reducedMotion: "reduce",
  });
  return context.newPage();
}

const cards = (page: Page) =>
  page.getByRole("region", { name: "Recommendations" }).getByRole("article");

async function firstList(browser: Browser, address: string): Promise<number> {
  const page = await freshPage(browser);
  const start = monotonic();
  await page.goto(address);
  await cards(page).first().waitFor();
  const took = since(start);
  await page.context().close();
  return took;
}

async function clickThrough(
  browser: Browser,
  address: string,
): Promise<Spans[]> {
  const page = await freshPage(browser);
  // esbuild, which tsx runs this file through, names functions by this helper of its own.
  await page.addInitScript("globalThis.__name = (named) => named;");
  await page.addInitScript(watchClicks);
  await page.goto(address);
  await page.locator("html[data-backend=webgpu]").waitFor();
  const clicks: Spans[] = [];
  for (let click = 0; click < CLICKS; click += 1) {
    const like = cards(page).getByRole("button", { name: "Like", exact: true });
    await like.nth(click % 3).click();
    const spans = await page.evaluate(spansOfClick);
    if (spans.length !== SPANS.length)
      throw new Error("The page was clicked, and nobody watched.");
    // The first one also warms up what no warm-up reached.
    if (click > 0) clicks.push(spans);
    await page.mouse.move(2, 2);
  }
  await page.context().close();
  return clicks;
}

function mediansOf(clicks: readonly Spans[]): number[] {
  return SPANS.map((_, at) => timingOf(clicks.map((c) => c[at] ?? NaN)).median);
}

function sectionOf(
  first: readonly number[],
  clicks: readonly Spans[],
): Section {
  const row = (name: string, values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    return [name, quantile(sorted, 0.5), quantile(sorted, 0.95)];
  };
  const whole = clicks.map((c) => c.reduce((sum, span) => sum + span, 0));
  return {
    title: "On the page as it is built",
    note: `The first list in a fresh profile, ${first.length} times, and ${clicks.length} clicks on "Like", each after the one before was painted.`,
    head: ["", "median ms", "p95 ms"],
    rows: [
      row("first recommendations, from the address being entered", first),
      row("a click, from the event to the painted list", whole),
      ...SPANS.map((name, at) =>
        row(
          `- ${name}`,
          clicks.map((c) => c[at] ?? NaN),
        ),
      ),
    ],
  };
}
