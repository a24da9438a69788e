/** What was learned is owned: scored without Palate, gone back to, forgotten, carried as a file, merged. */
import { expect, test, type Page } from "@playwright/test";
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPython } from "../tools/lib/python.ts";
import { at, idsOf, Person } from "./person.ts";

/** Probabilities by item id, as `scores.py` works them out. */
function scoresInPython(python: string, adapter: Buffer) {
  const folder = mkdtempSync(join(tmpdir(), "palate-scores-"));
  const file = join(folder, "adapter.safetensors");
  writeFileSync(file, adapter);
  const catalogue = "dist/catalogue";
  try {
    const text = execFileSync(
      python,
      [
        "tools/parity/scores.py",
        file,
        "--base",
        `${catalogue}/base.safetensors`,
        "--catalogue",
        `${catalogue}/catalogue.json`,
        "--json",
      ],
      { maxBuffer: 1 << 24 },
    );
    return JSON.parse(text.toString()) as Record<string, number>;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The scores that the table of the map shows, to their last digit. */
async function scoresOnPage(page: Page, count: number) {
  const cells = page.locator("td data");
  await expect(cells.first()).toBeVisible();
  const all = await cells.evaluateAll((found) =>
    found.map((one) => ({
      id: one.getAttribute("data-item") ?? "",
      score: Number(one.getAttribute("value")),
    })),
  );
  return all.slice(0, count);
}

async function versionsOn(page: Page, count: number): Promise<void> {
  const list = page.getByRole("list", { name: "Versions" });
  await expect(list.getByRole("listitem")).toHaveCount(count, {
    timeout: 60_000,
  });
}

test("a taste is scored outside of Palate, named, gone back to, and forgotten in part", async ({
  page,
}) => {
  const person = new Person(page);
  await person.open();
  for (const title of ["Violin", "Cello", "Viola"])
    await person.nameAndLike(title, "Instrument");
  const before = await person.restingList();

  // The exported file says the same as the page, to 1e-4, to a program that knows nothing of Palate.
  await person.go("Model");
  const adapter = await person.save("Export adapter");
  const python = findPython();
  if (python === undefined)
    test.info().annotations.push({
      type: "skipped part",
      description: "no Python 3 with numpy: the adapter was not scored in it",
    });
  else {
    await person.go("Map");
    await page.getByRole("radio", { name: "Table" }).click();
    const theirs = scoresInPython(python, adapter);
    for (const { id, score } of await scoresOnPage(page, 10))
      expect(Math.abs((theirs[id] ?? NaN) - score), id).toBeLessThan(1e-4);
    await person.go("Model");
  }

  // A second version, compared with the first; and back.
  await versionsOn(page, 1);
  await page.getByLabel("Name of this version").fill("Strings only");
  await page.getByLabel("Name of this version").press("Enter");
  await person.go("For you");
  await person.rate(at(before, 3), "Dislike");
  await person.restingList();
  await person.go("Model");
  await versionsOn(page, 2);
  for (const box of await page.getByRole("checkbox").all()) await box.check();
  const compared = page.getByRole("region", { name: "Two versions compared" });
  await expect(compared.getByRole("status")).toContainText("in both lists");
  await page.getByRole("button", { name: "Roll back to Strings only" }).click();
  await expect(page.getByText(/^Back at Strings only/).first()).toBeVisible();
  await person.go("For you");
  expect(idsOf(await person.restingList())).toEqual(idsOf(before));

  // A domain is forgotten, with all that was learned from it, and comes back.
  await person.go("Model");
  await page.getByRole("button", { name: "Forget Instruments" }).click();
  await expect(
    page.getByText(/ratings forgotten: Instruments/).first(),
  ).toBeVisible();
  await expect(
    page.getByRole("heading", { name: "What it knows about you" }),
  ).toBeHidden();
  await expect(page.getByRole("list", { name: "Versions" })).toBeHidden();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await expect(
    page.getByRole("button", { name: "Forget Instruments" }),
  ).toBeVisible();
  await versionsOn(page, 2);
});

test("ratings travel as a file, and adapters are merged after a look at the list", async ({
  page,
  browser,
}) => {
  const person = new Person(page);
  await person.open();
  await person.nameAndLike("Violin", "Instrument");
  await person.nameAndLike("Volcano", "Thing");
  await person.settled();
  await person.go("History");
  const csv = await person.save("Export CSV");
  expect(csv.toString()).toContain("Violin");
  await person.go("Model");
  const adapter = await person.save("Export adapter");

  const context = await browser.newContext({ serviceWorkers: "block" });
  try {
    const other = new Person(await context.newPage());
    await other.open();
    await other.go("History");
    await other.give("Import ratings", "palate-ratings.csv", csv);
    await expect(
      other.page.getByText("2 ratings added.").first(),
    ).toBeVisible();
    await expect(other.undos).toHaveCount(2);
    // One of them is taken back here, and another liked: two devices that know different things.
    await other.undos.first().click();
    await expect(other.undos).toHaveCount(1);
    await other.settled();
    await other.go("Model");
    await other.give("Add an adapter file", "theirs.safetensors", adapter);
    await other.page
      .getByRole("button", { name: "Preview", exact: true })
      .click();
    await expect(other.page.getByText(/^2 ratings together\./)).toBeVisible();
    const list = other.page
      .getByRole("heading", { name: "The list it would give" })
      .locator("..");
    await expect(list.getByRole("listitem")).toHaveCount(12);
    const titles = await list.locator("li > span[lang]").allTextContents();
    await other.page.getByRole("button", { name: "Take it over" }).click();
    await expect(
      other.page.getByText(/An imported adapter is in force: 2 ratings/),
    ).toBeVisible();
    await other.go("For you");
    const shown = (await other.restingList(30)).map(({ title }) => title);
    // The list on screen is the same scores, made more varied.
    const both = titles.filter((title) => shown.includes(title));
    expect(both.length).toBeGreaterThanOrEqual(6);
  } finally {
    await context.close();
  }
});
