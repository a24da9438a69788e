/** What was learned is the person's: a file to carry away, a backup to restore, a button that forgets. */
import { expect, test, type Page } from "@playwright/test";
import { idsOf, Person } from "./person.ts";

const LIKED = [
  ["Violin", "Instrument"],
  ["Volcano", "Thing"],
  ["Iceland", "Place"],
] as const;

async function visit(page: Page): Promise<Person> {
  const person = new Person(page);
  await person.open();
  for (const [title, kind] of LIKED) await person.nameAndLike(title, kind);
  return person;
}

/** The header of a safetensors file: names, shapes and what the file says of itself. */
function headerOf(file: Buffer): Record<string, Record<string, string>> {
  const length = Number(file.readBigUInt64LE(0));
  const text = file.subarray(8, 8 + length).toString("utf8");
  return JSON.parse(text) as Record<string, Record<string, string>>;
}

async function forgetEverything(person: Person): Promise<void> {
  await person.go("Settings");
  await person.page.getByRole("button", { name: "Forget everything" }).click();
  const dialog = person.page.getByRole("alertdialog", {
    name: "Forget everything?",
  });
  await dialog.getByRole("button", { name: "Forget it all" }).click();
  await expect(dialog).toBeHidden();
}

test("an exported adapter brings the same list back after everything was forgotten", async ({
  page,
}) => {
  const person = await visit(page);
  const before = await person.restingList();

  await person.go("Model");
  const file = await person.save("Export adapter");
  const header = headerOf(file);
  const metadata = header["__metadata__"] ?? {};
  expect(Object.keys(metadata)).toEqual(
    expect.arrayContaining(["adapter_config.json", "palate.base"]),
  );
  // Low-rank pairs, unless the fine-tune ranked worse than the base and was rolled back.
  const rolledBack = await page.getByText("rolled back").first().isVisible();
  for (const part of ["lora_A", "lora_B"]) {
    const name = new RegExp(`^base_model\\.model\\..+\\.${part}\\.weight$`);
    const found = Object.keys(header).filter((key) => name.test(key));
    expect(found.length > 0, part).toBe(!rolledBack);
  }
  expect(Object.keys(header)).toContain("palate.ratings.rows");

  await forgetEverything(person);
  await person.go("History");
  await expect(page.getByText("Nothing rated yet")).toBeVisible();
  await person.go("For you");
  const forgotten = await person.restingList();
  expect(idsOf(forgotten)).not.toEqual(idsOf(before));

  await person.go("Model");
  await person.give(
    "Import adapter",
    "broken.safetensors",
    file.subarray(0, 100),
  );
  await expect(page.getByRole("alert").first()).toBeVisible();
  await person.give("Import adapter", "mine.safetensors", file);
  await expect(page.getByText(/Took over an adapter/).first()).toBeVisible();
  await person.go("For you");
  expect(idsOf(await person.restingList())).toEqual(idsOf(before));
});

test("a backup restores the same list on a fresh profile", async ({
  page,
  browser,
}) => {
  const person = await visit(page);
  const before = await person.restingList();
  await person.go("Settings");
  const backup = await person.save("Download backup");

  const context = await browser.newContext();
  try {
    const elsewhere = new Person(await context.newPage());
    await elsewhere.open();
    await elsewhere.go("Settings");
    await elsewhere.give("Restore backup", "palate-backup.json", backup);
    await expect(
      elsewhere.page.getByText(`${LIKED.length} ratings came back`).first(),
    ).toBeVisible();
    await elsewhere.go("For you");
    expect(idsOf(await elsewhere.restingList())).toEqual(idsOf(before));
  } finally {
    await context.close();
  }
});
