/** Small screens, fingertips, stillness, and Lighthouse: what a page owes to everybody. */
import { expect, test, type Page } from "@playwright/test";
import { audit } from "../tools/quality/audit.ts";
import { Person, type Place } from "./person.ts";
import { serveSite } from "./site.ts";

const PLACES: readonly Place[] = [
  "For you",
  "History",
  "Map",
  "Model",
  "Catalogues",
  "Settings",
];

/** Interactive things smaller than 24 by 24 px, unless they are words within a sentence. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [
      ...document.querySelectorAll<HTMLElement>(
        "a, button, input, [role=slider]",
      ),
    ]
      .filter((target) =>
        target.checkVisibility({
          opacityProperty: true,
          visibilityProperty: true,
        }),
      )
      .filter((target) => getComputedStyle(target).display !== "inline")
      // What is there for assistive technology only, and skip links at rest.
      .filter(
        (target) => target.closest(".visually-hidden, [aria-hidden]") === null,
      )
      .filter((target) => {
        const { width, height } = target.getBoundingClientRect();
        return width > 1 && height > 1 && (width < 23.5 || height < 23.5);
      })
      // A field within a label or beside a drawn control is pressed by that.
      .filter((target) => target.closest("label") === null)
      .filter(
        (target) =>
          target.tagName !== "INPUT" ||
          getComputedStyle(target).position !== "absolute",
      )
      .map((target) => {
        const { width, height } = target.getBoundingClientRect();
        return `${target.outerHTML.slice(0, 120)} is ${width} x ${height}`;
      }),
  );
}

test("every page fits into 320 px, has targets for fingertips, and stands still", async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const person = new Person(page);
  await page.addInitScript(() => {
    const held = globalThis as unknown as { shift: number };
    held.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const { value, hadRecentInput } = entry as PerformanceEntry & {
          value: number;
          hadRecentInput: boolean;
        };
        if (!hadRecentInput) held.shift += value;
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  await person.open();
  await person.nameAndLike("Violin", "Instrument");
  await person.settled();
  for (const place of PLACES) {
    await page.evaluate(() => {
      (globalThis as unknown as { shift: number }).shift = 0;
    });
    await person.go(place);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForTimeout(700);
    const { overflow, shift } = await page.evaluate(() => ({
      overflow:
        document.documentElement.scrollWidth -
        document.documentElement.clientWidth,
      shift: (globalThis as unknown as { shift: number }).shift,
    }));
    expect(overflow, `sideways scroll on ${place}`).toBeLessThanOrEqual(1);
    expect(shift, `layout shift on ${place}`).toBeLessThanOrEqual(0.05);
    expect(await smallTargets(page), `on ${place}`).toEqual([]);
  }
});

test("Lighthouse finds the first screen quick, accessible and well made", async () => {
  const site = await serveSite("dist");
  try {
    const found = await audit(site.address, "desktop", 9334);
    console.log(JSON.stringify(found));
    expect(
      found.scores.accessibility,
      found.findings.join(),
    ).toBeGreaterThanOrEqual(90);
    expect(
      found.scores["best-practices"],
      found.findings.join(),
    ).toBeGreaterThanOrEqual(90);
    expect(found.layoutShift).toBeLessThanOrEqual(0.05);
    expect(found.firstContentfulPaint).toBeLessThan(4000);
  } finally {
    await site.stop();
  }
});
