/** The first minute: good things at once, none of these, a like, and what happens to it, proved. */
import { expect, test } from "@playwright/test";
import { idsOf, Person } from "./person.ts";

/** A list on a busy software adapter. */
const PATIENCE_MS = 20_000;

test("the first minute: several domains at once, none of these taken back in one go, five until it is yours, and the proof one press away", async ({
  page,
}) => {
  const person = new Person(page);
  await person.open();
  const first = await person.restingList();
  expect(
    new Set(first.slice(0, 9).map(({ domain }) => domain)).size,
  ).toBeGreaterThanOrEqual(4);
  await expect(page.getByText("0 of 5 until it is yours")).toBeVisible();

  await test.step("the proof is one press away", async () => {
    const privacy = page.getByRole("region", { name: "What happens here" });
    await expect(privacy).toContainText("0 requests to other places");
    await privacy.getByRole("button", { name: "See the proof" }).click();
    const proof = page.getByRole("dialog");
    await expect(proof.getByText("default-src 'none'")).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(proof).toBeHidden();
  });

  await test.step("none of these answers what is in sight, and is taken back at once", async () => {
    const none = page.getByRole("button", { name: "None of these" });
    await none.click();
    const said = page.getByText(/^Skipped \d+ cards$/);
    await expect(said).toBeVisible();
    const count = Number(/\d+/.exec(await said.innerText())?.[0]);
    expect(count).toBeGreaterThanOrEqual(3);
    const next = idsOf(await person.restingList());
    expect(next).not.toContain(first[0]?.id);
    // What follows opens other concepts: hardly a card of the old list moves up.
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await expect(async () => {
      expect(idsOf(await person.shown())).toEqual(idsOf(first));
    }).toPass({ timeout: PATIENCE_MS });
    // A skip teaches nothing, so nothing was counted.
    await expect(page.getByText("0 of 5 until it is yours")).toBeVisible();
  });

  await test.step("cards and names count, and after five it is yours", async () => {
    const [card] = await person.shown();
    if (card) await person.rate(card, "Dislike");
    await person.nameAndLike("Cello", "Instrument");
    await expect(page.getByText("2 of 5 until it is yours")).toBeVisible();
    await person.nameAndLike("Japan", "Place");
    await person.nameAndLike("Viola", "Instrument");
    await person.nameAndLike("Harp", "Instrument");
    await expect(page.getByText(/of 5 until it is yours/)).toBeHidden();
    await expect(page.getByText("You lean towards")).toBeVisible();
    await expect(
      page.getByRole("button", { name: "None of these" }),
    ).toBeHidden();
  });
});
