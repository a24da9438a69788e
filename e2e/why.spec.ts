/** Why this: what is said sums up, and what it says of a like comes true when that like is taken back. */
import { expect, test, type Locator } from "@playwright/test";
import { at, idsOf, Person } from "./person.ts";

const LIKED = ["Cello", "Japan"];

/** Cards without scrolling on, and with. */
const SCREEN = 25;
const WHOLE = 60;

/** "+4.52", "−0.34" or "-0.34" as a number. */
const numberIn = (text: string): number =>
  Number(/[+\-−]?\d+\.\d+/.exec(text)?.[0].replace("−", "-"));

/** The rows of one of the two tables, and what its last row says they come to. */
async function chart(table: Locator): Promise<{ sum: number; total: number }> {
  await expect(table).toBeVisible();
  const rows = await table
    .locator("tbody tr")
    .evaluateAll((all) =>
      all.map((row) => row.querySelector("td")?.textContent ?? ""),
    );
  const total = await table.locator("tfoot td").innerText();
  const sum = rows.reduce((so_far, text) => so_far + numberIn(text), 0);
  return { sum, total: numberIn(total) };
}

test("why this sums to the score, and what it says of a like comes true without it", async ({
  page,
}) => {
  const person = new Person(page);
  await person.open();
  for (const title of LIKED) {
    const kind = title === "Japan" ? "Place" : "Instrument";
    await person.nameAndLike(title, kind);
  }
  const list = await person.restingList();
  const third = at(list, 2);
  await person.card(third).getByRole("button", { name: "Why this?" }).click();
  const why = page.getByRole("dialog");
  const table = (name: string) => why.getByRole("table", { name });
  const byRating = await chart(table("The score by rating"));
  const byKind = await chart(table("Shares of the score"));
  // Rounded to two places each; both tables are the same score.
  expect(Math.abs(byRating.sum - byRating.total)).toBeLessThan(0.05);
  expect(Math.abs(byKind.sum - byKind.total)).toBeLessThan(0.05);
  expect(byKind.total).toBe(byRating.total);

  const told = why.getByText(/^Without your like of “/);
  await expect(told).toBeVisible();
  const sentence = await told.innerText();
  console.log(`why “${third.title}”: ${sentence}`);
  const liked = /like of “([^”]+)”/.exec(sentence)?.[1] ?? "";
  const place = /at place (\d+) instead of (\d+)/.exec(sentence);
  expect(LIKED).toContain(liked);
  if (place) expect(Number(place[2])).toBe(3);
  const chance = /chance would be ([\d.]+%)/.exec(sentence)?.[1] ?? "";
  await page.keyboard.press("Escape");

  // Take that like back for real.
  await person.go("History");
  await page
    .getByRole("listitem")
    .filter({ hasText: liked })
    .getByRole("button", { name: "Undo", exact: true })
    .click();
  await expect(person.undos).toHaveCount(LIKED.length - 1);
  await person.go("For you");
  const then = place ? Number(place[1]) : WHOLE;
  const without =
    then > SCREEN
      ? await person.scrolledList(WHOLE)
      : await person.restingList(SCREEN);
  const now = idsOf(without).indexOf(third.id);
  if (place) expect(now + 1).toBe(Number(place[1]));
  else expect(now).toBe(-1);
  if (now >= 0) {
    await person.card(third).getByRole("button", { name: "Why this?" }).click();
    await expect(why.getByText(`${chance} likely`).first()).toBeVisible();
  }
});
