/** Steering: the list follows, the change is seen before it is kept, and none of it is ever a rating. */
import { expect, test, type Page } from "@playwright/test";
import { fileURLToPath } from "node:url";
import { at, idsOf, Person } from "./person.ts";

const catalogue = (path: string): string =>
  fileURLToPath(new URL(`../dist/catalogue/${path}`, import.meta.url));

/** What a person who has liked nothing musical gets by a mood of strings. */
const STRINGS = /string|violin|viola|cello|fiddle|harp|guitar|lute|banjo/i;

/** A list on a busy software adapter. */
const PATIENCE_MS = 20_000;

const panelOf = (page: Page) => page.getByRole("dialog", { name: "Steer" });

test("steering turns the list at once, can be tried before it is kept, and never becomes a rating", async ({
  page,
}) => {
  const person = new Person(page);
  await person.open();
  await person.nameAndLike("Japan", "Place");
  const before = idsOf(await person.restingList());

  await page.getByRole("button", { name: "Steer", exact: true }).click();
  const panel = panelOf(page);
  await expect(panel).toBeVisible();

  await test.step("a preset says what it would do, does it, and is put back", async () => {
    const surprise = panel.getByRole("button", { name: "Surprise me" });
    await surprise.hover();
    await expect(panel.getByText(/^It would /)).toBeVisible();
    expect(idsOf(await person.shown())).toEqual(before);
    await surprise.click();
    const told = panel.getByText(/^\d+ new cards? on the first screen$/);
    await expect(told).toBeVisible();
    const entered = Number.parseInt(await told.innerText(), 10);
    const tried = idsOf(await person.shown());
    // The spotlight and four rows: as many as were told are others now, and what is new is marked.
    expect(tried.filter((id) => !before.includes(id))).toHaveLength(entered);
    await expect(
      person.list.getByText("new", { exact: true }).first(),
    ).toBeVisible();
    await panel.getByRole("button", { name: "Put it back" }).click();
    await expect(async () => {
      expect(idsOf(await person.shown())).toEqual(before);
    }).toPass({ timeout: PATIENCE_MS });
  });

  await test.step("the list follows a slider, and what was kept is there after a reload", async () => {
    const sound = panel.getByRole("slider", { name: "Sound" });
    await sound.focus();
    for (let press = 0; press < 6; press += 1)
      await page.keyboard.press("ArrowRight");
    await expect(sound).toHaveAttribute("aria-valuetext", /4.5 times/);
    await panel.getByRole("button", { name: "Places", exact: true }).click();
    await expect(async () => {
      const domains = (await person.shown()).map(({ domain }) => domain);
      expect(domains).not.toContain("place");
    }).toPass({ timeout: PATIENCE_MS });
    await panel.getByRole("button", { name: "Keep it" }).click();
    await expect(panel.getByText(/^Move something/)).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
    const kept = idsOf(await person.restingList());
    await page.reload();
    expect(idsOf(await person.restingList())).toEqual(kept);
  });

  await test.step("more like this and not now act on the list, beside each other", async () => {
    const [first, second] = [
      at(await person.shown(), 1),
      at(await person.shown(), 2),
    ];
    const steerBy = async (
      card: typeof first,
      choice: string,
    ): Promise<void> => {
      await person
        .card(card)
        .getByRole("button", { name: `Steer by ${card.title}` })
        .click();
      await page.getByRole("button", { name: choice, exact: true }).click();
    };
    await steerBy(second, "Not now");
    await expect(person.card(second)).toBeHidden();
    await steerBy(first, "More like this");
    const drop = page.getByRole("button", {
      name: `Remove the wish ${first.title}`,
    });
    await expect(drop).toBeVisible();
    await expect(async () => {
      expect(at(await person.shown(), 0).id).toBe(first.id);
    }).toPass({ timeout: PATIENCE_MS });
    await drop.click();
    await page.getByRole("button", { name: "Bring back" }).click();
    await expect(person.card(second)).toBeVisible();
  });

  await test.step("a mood in words loads its encoder only when told how large it is", async () => {
    const fetched: string[] = [];
    page.context().on("request", (request) => fetched.push(request.url()));
    const heavy = (): string[] =>
      fetched.filter((url) => /\/(encoders|ort)\//.test(url));
    await page.getByRole("button", { name: /^Steer( Steered)?$/ }).click();
    await panel
      .getByLabel("Mood of the moment")
      .getByRole("textbox")
      .fill("quiet rainy evening, something with strings");
    await panel.getByRole("button", { name: "Set the mood" }).click();
    await expect(
      panel.getByText(/takes the text encoder: 34.7 MB/),
    ).toBeVisible();
    expect(heavy()).toEqual([]);
    const musical = async (): Promise<number> =>
      (await person.shown()).filter(({ title }) => STRINGS.test(title)).length;
    const plain = await musical();
    await panel.getByRole("button", { name: "Load and use it" }).click();
    await expect(
      panel.getByRole("slider", { name: /quiet rainy evening/ }),
    ).toBeVisible({ timeout: 90_000 });
    expect(heavy().length).toBeGreaterThan(0);
    await expect.poll(musical, { timeout: PATIENCE_MS }).toBeGreaterThan(plain);
    console.log(
      `in the mood: ${(await person.shown(8)).map(({ title }) => title).join(", ")}`,
    );
  });

  await test.step("a picture steers too, and a wish can be weighed and removed", async () => {
    const chooser = page.waitForEvent("filechooser");
    await panel.getByRole("button", { name: "Picture or sound" }).click();
    await (await chooser).setFiles(catalogue("pictures/things/1f30b.webp"));
    await panel.getByRole("button", { name: "Load and use it" }).click();
    const slider = panel.getByRole("slider", { name: "1f30b.webp" });
    await expect(slider).toBeVisible({ timeout: 90_000 });
    await expect(async () => {
      const titles = (await person.shown()).map(({ title }) => title);
      expect(titles).toContain("Volcano");
    }).toPass({ timeout: PATIENCE_MS });
    await slider.focus();
    await page.keyboard.press("Home");
    await expect(slider).toHaveAttribute("aria-valuetext", "less, 100%");
    await expect(async () => {
      const titles = (await person.shown()).map(({ title }) => title);
      expect(titles).not.toContain("Volcano");
    }).toPass({ timeout: PATIENCE_MS });
    await panel
      .getByRole("button", { name: "Remove the wish 1f30b.webp" })
      .click();
    await expect(slider).toBeHidden();
  });

  await test.step("after all of it the log holds the one rating that was made", async () => {
    await page.keyboard.press("Escape");
    await person.go("History");
    await expect(person.undos).toHaveCount(1);
    await expect(page.getByText("1 rating in force")).toBeVisible();
    const entries = await page.evaluate(async () => {
      const done = <T>(request: IDBRequest<T>): Promise<T> =>
        new Promise((resolve) => {
          request.addEventListener("success", () => {
            resolve(request.result);
          });
        });
      const database = await done(indexedDB.open("palate"));
      const log = database.transaction("log").objectStore("log");
      const count = await done(log.count());
      database.close();
      return count;
    });
    expect(entries).toBe(1);
  });
});
