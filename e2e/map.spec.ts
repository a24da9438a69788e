/** The map: opens at once, shows what a person rated, is walked by keys, searched, and has a table as its twin. */
import { expect, test } from "@playwright/test";
import { Person } from "./person.ts";

test("the map shows a taste in everything there is, and its table says the same", async ({
  page,
}) => {
  const person = new Person(page);
  await person.open();
  await person.nameAndLike("Violin", "Instrument");
  await person.settled();
  await person.go("Map");
  const map = page.getByRole("application", {
    name: /^Map of 4,\d\d\d items$/,
  });
  await expect(map).toBeVisible();

  // The canvases are drawn: not one colour all over.
  const colours = await page.locator("canvas").evaluateAll((canvases) =>
    canvases.map((canvas) => {
      const copy = document.createElement("canvas");
      copy.width = copy.height = 64;
      const pen = copy.getContext("2d");
      pen?.drawImage(canvas as HTMLCanvasElement, 0, 0, 64, 64);
      const data = pen?.getImageData(0, 0, 64, 64).data ?? [];
      return new Set(Array.from(data)).size;
    }),
  );
  expect(Math.max(...colours)).toBeGreaterThan(20);
  await expect(
    page.getByText("The middle of your likes lies near:"),
  ).toBeVisible();

  // The keyboard walks from item to item, and each says what it is.
  await map.focus();
  await page.keyboard.press("ArrowRight");
  const card = map.getByRole("status");
  await expect(card).toContainText("likely to be liked");
  const first = await card.textContent();
  await page.keyboard.press("ArrowRight");
  await expect(card).not.toHaveText(first ?? "");
  const second = await card.locator("strong").textContent();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("dialog", { name: second ?? "" })).toBeVisible();
  await page.keyboard.press("Escape");

  // A search leads there: the item then lies in the middle of the map.
  await page.getByLabel("Find on the map").fill("violin");
  await page
    .getByRole("button", { name: "Violin", exact: true })
    .first()
    .click();
  const box = await map.boundingBox();
  await page.mouse.move(
    (box?.x ?? 0) + (box?.width ?? 0) / 2,
    (box?.y ?? 0) + (box?.height ?? 0) / 2,
  );
  await expect(card).toContainText("Violin");

  // The table: the same search, most likely first.
  await page.getByRole("radio", { name: "Table" }).click();
  await page.getByLabel("Find on the map").fill("violin");
  await expect(
    page.getByRole("rowheader", { name: "Violin" }).first(),
  ).toBeVisible();
  const likings = await page
    .locator("td data")
    .evaluateAll((all) => all.map((one) => Number(one.getAttribute("value"))));
  expect(likings.length).toBeGreaterThan(1);
  expect(likings).toEqual(likings.toSorted((a, b) => b - a));
});
