/** After one visit Palate needs no network; and a new version is announced, never forced, and costs no rating. */
import { expect, test, type Page } from "@playwright/test";
import { at, idsOf, Person } from "./person.ts";
import { serveSite, type Site } from "./site.ts";

test.use({ serviceWorkers: "allow" });

let site: Site;

test.beforeEach(async () => {
  site = await serveSite("dist");
});
test.afterEach(() => site.stop());

/** The service worker is there and has everything. */
async function installed(page: Page): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(async () => {
          const found = await navigator.serviceWorker.getRegistration();
          return found?.active?.state ?? "none";
        }),
      { timeout: 60_000 },
    )
    .toBe("activated");
}

test("recommends, rates, learns and opens every page with the server gone", async ({
  page,
}) => {
  const person = new Person(page);
  await person.open(site.address);
  await person.nameAndLike("Violin", "Instrument");
  const before = await person.restingList();
  await installed(page);
  await site.stop();
  await expect(async () => {
    await fetch(site.address);
  }).not.toPass({ timeout: 200 });

  await person.open(site.address);
  expect(idsOf(await person.restingList())).toEqual(idsOf(before));
  await person.rate(at(before, 2), "Like");
  const after = await person.restingList();
  expect(idsOf(after)).not.toContain(at(before, 2).id);
  for (const place of ["History", "Map", "Model", "Settings"] as const)
    await person.go(place);
  // Another door of the same page: the address with a query.
  await person.open(`${site.address}?backend=wasm`);
  await expect(page.locator("html")).toHaveAttribute("data-backend", "wasm");
  await person.go("History");
  await expect(person.undos).toHaveCount(2);
});

test("a new version waits for a word, and keeps the ratings", async ({
  page,
}) => {
  const person = new Person(page);
  await person.open(site.address);
  await person.rate(at(await person.restingList(), 1), "Dislike");
  await installed(page);
  await page.reload();
  await person.settled();
  const reload = page.getByRole("button", { name: "Reload", exact: true });
  await expect(reload).toBeHidden();

  site.publish();
  await page.evaluate(async () => {
    const found = await navigator.serviceWorker.getRegistration();
    await found?.update();
  });
  await expect(reload).toBeVisible({ timeout: 60_000 });
  // Nothing happens by itself.
  const mark = await page.evaluate(() => {
    document.documentElement.dataset["mark"] = "old";
    return document.documentElement.dataset["mark"];
  });
  expect(mark).toBe("old");
  await reload.click();
  await expect(page.locator("html[data-mark]")).toHaveCount(0);
  await person.settled();
  await person.go("History");
  await expect(person.undos).toHaveCount(1);
});
