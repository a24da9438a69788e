/** When things go wrong: no WebGPU, and a GPU that goes away. */
import { expect, test } from "@playwright/test";
import { at, idsOf, Person } from "./person.ts";

test("works on WebAssembly, and says that it does", async ({ page }) => {
  const person = new Person(page);
  await person.open("/?backend=wasm");
  await expect(page.locator("html")).toHaveAttribute("data-backend", "wasm");
  await expect(
    page.getByText(/Running on WebAssembly instead of the GPU/).first(),
  ).toBeVisible();
  const before = await person.restingList();
  await person.rate(at(before, 1), "Like");
  const turned = await person.restingList();
  await person.rate(at(turned, 2), "Dislike");
  const after = await person.restingList();
  expect(idsOf(after)).not.toEqual(idsOf(before));
  await person.go("History");
  await expect(person.undos).toHaveCount(2);
});

test("recovers from a lost GPU without a reload and shows the same list", async ({
  page,
}) => {
  const person = new Person(page);
  await person.open();
  await person.nameAndLike("Violin", "Instrument");
  const before = await person.restingList();
  await page.evaluate(() => {
    document.documentElement.dataset["visit"] = "the same";
  });

  // In the middle of learning: the drill comes while the fine-tune of this rating runs.
  await person.rate(at(before, 1), "Like");
  await person.go("Settings");
  await page.getByRole("button", { name: "Lose the GPU and recover" }).click();
  await expect(page.getByText("Recovered").first()).toBeVisible({
    timeout: 60_000,
  });
  await expect(page.locator("html")).toHaveAttribute("data-backend", "webgpu");
  await person.go("For you");
  const recovered = await person.restingList();
  expect(idsOf(recovered)).not.toContain(at(before, 1).id);

  await person.go("History");
  await person.undos.first().click();
  await expect(person.undos).toHaveCount(1);
  await person.go("For you");
  expect(idsOf(await person.restingList())).toEqual(idsOf(before));
  await expect(page.locator("html")).toHaveAttribute("data-visit", "the same");
});
