/** The Lab: from data to figures, in a worker of its own on the software GPU, on the simulated library. */
import { AxeBuilder } from "@axe-core/playwright";
import { expect, test, type Locator, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { Person } from "./person.ts";

/** The page's own engine takes the processor's way, so that the Lab has the software GPU to itself. */
const SET_UP = "backend=wasm&data=example&on=webgpu&seed=7";
const THREE =
  "models=popularity,item-knn,bpr-mf&protocol=leave-one-out&seeds=1&budget=5";

/** A fit on the software adapter, on a machine that does other things as well. */
const FIT_MS = 90_000;

async function openLab(page: Page, query: string): Promise<void> {
  await page.goto(`/?${query}#/lab`);
  await expect(
    page.getByRole("heading", { level: 1, name: "Lab" }),
  ).toBeVisible();
}

const train = (page: Page): Locator =>
  page.getByRole("button", { name: /^Train \d+ models?/ });

async function saved(page: Page, button: string): Promise<string> {
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: button, exact: true }).click();
  return readFile(await (await download).path(), "utf8");
}

/** The figures of Table 1 by model, as they stand there. */
async function figures(page: Page): Promise<Map<string, string>> {
  const table = page.getByRole("group", { name: "Table 1. All figures." });
  const rows = await table.locator("tbody tr").all();
  const pairs = await Promise.all(
    rows.map(async (row) => {
      const name = await row.getByRole("rowheader").innerText();
      const first = await row.getByRole("cell").first().innerText();
      return [name.split("\n")[0]?.trim() ?? "", first] as const;
    }),
  );
  return new Map(pairs);
}

test("trains three models on the simulated library and says which ranked best, how surely, and on what", async ({
  page,
}) => {
  await openLab(page, `${SET_UP}&${THREE}`);
  await expect(
    page.getByRole("heading", { name: "A simulated library" }),
  ).toBeVisible();
  await train(page).click();
  await expect(page.getByRole("button", { name: "Save as JSON" })).toBeVisible({
    timeout: FIT_MS,
  });
  await expect(
    page.getByText(/ ranked better than |does not decide/),
  ).toBeVisible();
  await expect(page.getByText(/Computed on .*swiftshader/i)).toBeVisible();
  const shown = await figures(page);
  expect([...shown.keys()].sort()).toEqual([
    "BPR factors",
    "Item neighbours",
    "Popularity",
  ]);

  const curve = page.getByRole("region", { name: "BPR factors" });
  await expect(curve.locator("canvas")).toBeVisible();
  await expect(curve.getByText(/^epoch \d+, loss/)).toBeVisible();

  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(
    ({ impact }) => impact === "serious" || impact === "critical",
  );
  expect(serious.map(({ id }) => id)).toEqual([]);

  // The files say what the page says.
  const json = JSON.parse(await saved(page, "Save as JSON")) as {
    backend: string;
    setup: { seed: number };
    rows: { model: string; metrics: Record<string, { mean: number }> }[];
  };
  expect(json.backend).toBe("webgpu");
  expect(json.setup.seed).toBe(7);
  const mean = (model: string): number =>
    json.rows.find((row) => row.model === model)?.metrics["NDCG@10"]?.mean ??
    Number.NaN;
  expect(mean("item-knn")).toBeGreaterThan(mean("popularity"));
  expect(shown.get("Popularity")).toContain(mean("popularity").toFixed(4));
  const csv = await saved(page, "Save as CSV");
  expect(csv.split("\r\n")[0]).toMatch(/^model,seed,NDCG@10,HR@10,/);
  expect(csv).toContain(`popularity,7,${mean("popularity")}`);
});

test("draws the curve while it trains, is paused and cancelled, and shares its set-up by address", async ({
  page,
}) => {
  await openLab(page, `${SET_UP}&models=transe&protocol=links&budget=1800`);
  await train(page).click();
  const curve = page.getByRole("region", { name: "TransE" });
  await expect(curve.locator("canvas")).toBeVisible({ timeout: FIT_MS });
  await expect(curve.getByText(/^epoch \d+, loss/)).toBeVisible();

  await page.getByRole("button", { name: "Pause" }).click();
  await expect(page.getByText(/^paused;/)).toBeVisible();
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("button", { name: "Cancel", exact: true }).click();
  await expect(train(page)).toBeVisible({ timeout: FIT_MS });

  // The chart as a table, for whoever cannot see it.
  await page.getByRole("button", { name: "Show as tables" }).click();
  await expect(
    curve.getByRole("columnheader", { name: "Epoch" }),
  ).toBeVisible();
  expect(await curve.getByRole("row").count()).toBeGreaterThan(1);

  await page.getByText("By time", { exact: true }).click();
  await page.getByLabel("First seed").fill("11");
  await expect(page).toHaveURL(/protocol=global-time/);
  await page.reload();
  await expect(page.getByRole("radio", { name: "By time" })).toBeChecked();
  await expect(page.getByLabel("First seed")).toHaveValue("11");
});

test("refuses a bad file by its line, and reads a table whose columns a person names", async ({
  page,
}) => {
  const person = new Person(page);
  await openLab(page, "backend=wasm");
  const dropped = await page.evaluateHandle(() => {
    const transfer = new DataTransfer();
    const text = "user_id:token\titem_id:token\na\tb\na\n";
    transfer.items.add(new File([text], "bad.inter"));
    return transfer;
  });
  await page
    .getByText(/^Drop files or a folder here/)
    .dispatchEvent("drop", { dataTransfer: dropped });
  await expect(page.getByRole("alert")).toContainText(
    "bad.inter, line 3: the row has 1 of 2 columns.",
  );
  await expect(page.getByRole("alert")).toContainText("by one tab each");

  const rows = Array.from(
    { length: 60 },
    (_, i) => `r${i % 12};b${(i * 7) % 10}`,
  );
  await person.give(
    "Choose files",
    "loans.csv",
    Buffer.from(`who;what\n${rows.join("\n")}\n`),
  );
  await page.getByLabel("Users").selectOption("who");
  await page.getByLabel("Items", { exact: true }).selectOption("what");
  await page.getByRole("button", { name: "Read the table" }).click();
  await expect(
    page.getByRole("heading", { name: "loans", exact: true }),
  ).toBeVisible();
  await expect(page.getByText("Every row is a like.")).toBeVisible();
  await expect(train(page)).toBeEnabled();
});
