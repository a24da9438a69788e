/** For everybody: no serious accessibility finding, keyboard alone, a phone, another language. */
import { AxeBuilder } from "@axe-core/playwright";
import { devices, expect, test, type Page } from "@playwright/test";
import { at, Person, type Place } from "./person.ts";

const PLACES: readonly Place[] = [
  "For you",
  "History",
  "Map",
  "Model",
  "Lab",
  "Catalogues",
  "Settings",
];

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map((node) => node.html.slice(0, 160))
          .join(" | ")}`,
    );
}

for (const theme of ["light", "dark"] as const) {
  test(`no page has a serious accessibility finding (${theme})`, async ({
    page,
  }) => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
    const person = new Person(page);
    await person.open();
    await person.nameAndLike("Violin", "Instrument");
    await person.settled();
    for (const place of PLACES) {
      await person.go(place);
      if (place === "For you") await person.restingList(3);
      expect(await seriousFindings(page), `on ${place}`).toEqual([]);
    }
    await person.go("For you");
    await person.cards
      .nth(1)
      .getByRole("button", { name: "Why this?" })
      .click();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await seriousFindings(page), "in Why this?").toEqual([]);
  });
}

test("everything works from the keyboard alone", async ({ page }) => {
  const person = new Person(page);
  await person.open();
  const list = await person.restingList();
  const [first, second] = [at(list, 0), at(list, 1)];
  await page.keyboard.press("Tab");
  await expect(
    page.getByRole("link", { name: "Skip to content" }),
  ).toBeFocused();
  await page.keyboard.press("Enter");

  // The shortcuts, and what they do.
  await page.keyboard.press("j");
  await expect(person.card(first)).toBeFocused();
  await page.keyboard.press("j");
  await expect(person.card(second)).toBeFocused();
  await page.keyboard.press("w");
  await expect(page.getByRole("dialog")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await page.keyboard.press("l");
  await expect(person.card(second)).toBeHidden();

  // The links, by Tab and Enter, without a mouse anywhere.
  const history = page.getByRole("link", { name: "History", exact: true });
  await history.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText(second.title)).toBeVisible();
  const undo = page.getByRole("button", { name: "Undo", exact: true });
  await undo.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByText("Nothing rated yet")).toBeVisible();
});

test.describe("on a phone", () => {
  const { viewport, userAgent, deviceScaleFactor, isMobile, hasTouch } =
    devices["Pixel 7"];
  test.use({ viewport, userAgent, deviceScaleFactor, isMobile, hasTouch });

  test("fits, and is rated by touch", async ({ page }) => {
    const person = new Person(page);
    await person.open();
    for (const place of PLACES) {
      await page.getByRole("link", { name: place, exact: true }).tap();
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      const overflow = await page.evaluate(
        () =>
          document.documentElement.scrollWidth -
          document.documentElement.clientWidth,
      );
      expect(overflow, `sideways scroll on ${place}`).toBeLessThanOrEqual(1);
    }
    await page.getByRole("link", { name: "For you", exact: true }).tap();
    const second = at(await person.restingList(3), 1);
    const card = person.card(second);
    const like = card.getByRole("button", { name: "Like", exact: true });
    const box = await like.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(
      40,
    );
    await like.tap();
    await expect(card).toBeHidden();
  });
});

test.describe("in Chinese", () => {
  test.use({ locale: "zh-CN" });

  test("speaks it on every page", async ({ page }) => {
    await page.goto("/");
    await expect(page.locator("html")).toHaveAttribute("lang", "zh");
    await expect(page.getByRole("article").first()).toBeVisible();
    const links = page.getByRole("navigation").getByRole("link");
    expect(await links.count()).toBe(PLACES.length);
    for (const link of await links.all()) {
      await link.click();
      await expect(page.getByRole("heading", { level: 1 })).toHaveText(
        /[\u4e00-\u9fff]/,
      );
    }
  });
});
