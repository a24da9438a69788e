/**
 * Lighthouse on the built page: first screen, accessibility, best practices. Without simulated throttling: the figures are of
 * this machine, and the report says which.
 */
import lighthouse from "lighthouse";
import { chromium } from "playwright";
import { PalateError } from "../../src/domain/errors.ts";
import { launchOptions } from "../test/chromium.ts";

export interface Audit {
  readonly form: "desktop" | "mobile";
  /** 0-100 */
  readonly scores: Readonly<
    Record<"performance" | "accessibility" | "best-practices", number>
  >;
  /** Milliseconds; the shift has no unit. */
  readonly firstContentfulPaint: number;
  readonly largestContentfulPaint: number;
  readonly totalBlockingTime: number;
  readonly layoutShift: number;
  /** Titles of the audits that found something, of the last two categories. */
  readonly findings: readonly string[];
}

const SCREENS = {
  desktop: { width: 1350, height: 940, deviceScaleFactor: 1, mobile: false },
  mobile: { width: 412, height: 823, deviceScaleFactor: 1.75, mobile: true },
} as const;

/** @param port a free one, for Lighthouse to reach the browser by */
export async function audit(
  address: string,
  form: Audit["form"],
  port: number,
): Promise<Audit> {
  const options = launchOptions();
  const browser = await chromium.launch({
    ...options,
    args: [...options.args, `--remote-debugging-port=${port}`],
  });
  try {
    const result = await lighthouse(address, {
      port,
      output: "json",
      logLevel: "error",
      formFactor: form,
      screenEmulation: { ...SCREENS[form], disabled: false },
      throttlingMethod: "provided",
      onlyCategories: ["performance", "accessibility", "best-practices"],
    });
    if (result === undefined)
      throw new PalateError("unexpected", "Lighthouse gave no result.");
    return figuresOf(result.lhr, form);
  } finally {
    await browser.close();
  }
}

type Report = NonNullable<Awaited<ReturnType<typeof lighthouse>>>["lhr"];

function figuresOf(report: Report, form: Audit["form"]): Audit {
  const score = (name: string): number =>
    // Null where something could not be measured: a page that never falls idle has no time to it.
    Math.round(100 * (report.categories[name]?.score ?? NaN));
  const number = (name: string): number =>
    report.audits[name]?.numericValue ?? NaN;
  const findings = ["accessibility", "best-practices"].flatMap((name) =>
    (report.categories[name]?.auditRefs ?? []).flatMap(({ id, weight }) => {
      const found = report.audits[id];
      const failed = typeof found?.score === "number" && found.score < 0.9;
      return weight > 0 && failed ? [found.title] : [];
    }),
  );
  return {
    form,
    scores: {
      performance: score("performance"),
      accessibility: score("accessibility"),
      "best-practices": score("best-practices"),
    },
    firstContentfulPaint: number("first-contentful-paint"),
    largestContentfulPaint: number("largest-contentful-paint"),
    totalBlockingTime: number("total-blocking-time"),
    layoutShift: number("cumulative-layout-shift"),
    findings,
  };
}
