/** The loop: rate, watch the list turn, ask why, reload, take back. */
import { expect, test } from "@playwright/test";
import { at, idsOf, Person, type Shown } from "./person.ts";

/** Five likes in one domain. */
const LIKED = ["Cello", "Contrabass", "Viola", "Mandolin", "Harp"];

/** What belongs with them in other domains. */
const MUSICAL =
  /violin|fiddle|guitar|music|piano|accordion|saxophone|trumpet|banjo|lute|lyre|harp|flute|drum|maracas|orchestra|tuba|string|bell|horn|note|song|concert|melod|jazz|opera|bass/i;

const inDomain = (list: readonly Shown[], domain: string): number =>
  list.filter((shown) => shown.domain === domain).length;

/** Titles of other domains that speak of music. */
const related = (list: readonly Shown[]): string[] =>
  list
    .filter(({ domain }) => domain !== "instrument")
    .filter(({ title }) => MUSICAL.test(title))
    .map(({ title }) => title);

test("five likes in one domain raise its neighbours and their kin elsewhere", async ({
  page,
}) => {
  const person = new Person(page);
  await person.open();
  const before = await person.restingList();

  for (const title of LIKED) await person.nameAndLike(title, "Instrument");
  // After five the page is theirs and no longer asks.
  await expect(page.getByLabel("Or name something you love")).toBeHidden();
  const after = await person.restingList();
  const domain = "instrument";
  console.log(`before: ${before.map(({ title }) => title).join(", ")}`);
  console.log(`after: ${after.map(({ title }) => title).join(", ")}`);
  expect(inDomain(after, domain)).toBeGreaterThanOrEqual(
    inDomain(before, domain) + 4,
  );
  expect(related(after).length).toBeGreaterThan(related(before).length);
  // It says so: what rose carries how far, and what was learned stands in words above the list.
  await expect(person.list.getByText(/^(up \d+|new)$/).first()).toBeVisible();
  await expect(page.getByText("You lean towards")).toBeVisible();

  await person.cards.nth(1).getByRole("button", { name: "Why this?" }).click();
  const why = page.getByRole("dialog");
  await expect(why.getByText("What speaks for it")).toBeVisible();
  await expect(
    why.getByText(new RegExp(LIKED.join("|"))).first(),
  ).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(why).toBeHidden();

  await page.reload();
  expect(idsOf(await person.restingList())).toEqual(idsOf(after));
  await person.go("History");
  expect(await person.historyCount()).toBe(LIKED.length);

  // Undo is as if it had never been made.
  await person.go("For you");
  const second = at(await person.restingList(), 1);
  await person.rate(second, "Dislike");
  const turned = await person.restingList();
  expect(idsOf(turned)).not.toContain(second.id);
  await person.go("History");
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await expect.poll(() => person.historyCount()).toBe(LIKED.length);
  await person.go("For you");
  expect(idsOf(await person.restingList())).toEqual(idsOf(after));
});

test("a tab that dies right after a click has lost nothing", async ({
  page,
  context,
}) => {
  const person = new Person(page);
  await person.open();
  const second = at(await person.shown(), 1);
  await person
    .card(second)
    .getByRole("button", { name: "Like", exact: true })
    .click();
  // The card answers when the rating is safe, not before.
  await expect(person.card(second)).toBeHidden();
  await page.close({ runBeforeUnload: false });

  const again = new Person(await context.newPage());
  await again.page.goto("/#/history");
  await expect(again.page.getByText(second.title)).toBeVisible();
  expect(await again.historyCount()).toBe(1);
});
