/** The loop: rate, watch the list turn, ask why, reload, take back. */
import { expect, test } from "@playwright/test";
import { at, idsOf, Person, type Shown } from "./person.ts";

/** Cards that a person sees who scrolls a little. */
const LONG = 49;

/** Five likes in one domain. */
const LIKED = ["Cello", "Contrabass", "Viola", "Mandolin", "Harp"];

/** What belongs with them in other domains. */
const MUSICAL =
  /viol|cello|mandolin|fiddle|guitar|music|piano|accordion|saxophone|trumpet|trombone|tuba|banjo|lute|lyre|harp|flute|clarinet|harmonica|ocarina|sitar|drum|maracas|tambourine|orchestra|string|bell|horn|note|song|concert|melod|jazz|opera|bass/i;

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
  const before = await person.scrolledList(LONG);

  for (const title of LIKED) await person.nameAndLike(title, "Instrument");
  // What rose says how far, until the next list.
  const marker = person.list.getByText(/^(up \d+|new)$/).first();
  await expect(marker).toBeVisible();
  const after = await person.restingList();
  const long = await person.scrolledList(LONG);
  const domain = "instrument";
  console.log(`of other domains: ${related(long).join(", ")}`);
  expect(inDomain(after, domain)).toBeGreaterThanOrEqual(
    inDomain(before.slice(0, after.length), domain) + 4,
  );
  // On the first screens, and more of them further down.
  expect(related(after).length).toBeGreaterThan(0);
  expect(related(long).length).toBeGreaterThanOrEqual(
    related(before).length + 3,
  );
  // What was learned stands in words above the list.
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
  await expect(person.undos).toHaveCount(LIKED.length);

  // Undo is as if it had never been made.
  await person.go("For you");
  const second = at(await person.restingList(), 1);
  await person.rate(second, "Dislike");
  const turned = await person.restingList();
  expect(idsOf(turned)).not.toContain(second.id);
  await person.go("History");
  await person.undos.first().click();
  await expect(person.undos).toHaveCount(LIKED.length);
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
  await expect(again.undos).toHaveCount(1);
});
