/** The first visit: at once, at home, and with little to download. */
import { expect, test, type Response } from "@playwright/test";
import { gzipSync } from "node:zlib";
import { Person } from "./person.ts";

/** The budgets of a fresh profile on localhost with the software adapter. */
const FIRST_LIST_MS = 3_000;
const FIRST_SCRIPT_BYTES = 400 * 1024;

test("recommends within three seconds, from little script and no other place", async ({
  page,
  baseURL,
}) => {
  const person = new Person(page);
  const responses: Response[] = [];
  const addresses: string[] = [];
  page.on("response", (response) => responses.push(response));
  page.context().on("request", (request) => addresses.push(request.url()));

  const begun = performance.now();
  await page.goto("/");
  await expect(person.cards.first()).toBeVisible();
  const took = performance.now() - begun;
  const before = [...responses];
  console.log(`first list after ${took.toFixed(0)} ms`);
  expect(took).toBeLessThan(FIRST_LIST_MS);
  expect(await person.cards.count()).toBeGreaterThanOrEqual(12);

  const scripts = before.filter((response) =>
    /\.m?js$/.test(new URL(response.url()).pathname),
  );
  const bodies = await Promise.all(scripts.map((script) => script.body()));
  const bytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
  console.log(`script before it: ${(bytes / 1024).toFixed(0)} KiB gzip`);
  expect(scripts.length).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(FIRST_SCRIPT_BYTES);

  await person.settled();
  await expect(page.locator("html")).toHaveAttribute("data-backend", "webgpu");
  const domains = new Set((await person.shown()).map(({ domain }) => domain));
  expect(domains.size).toBeGreaterThanOrEqual(4);

  const origin = new URL(baseURL ?? "").origin;
  const elsewhere = addresses.filter(
    (address) => /^https?:/.test(address) && !address.startsWith(origin),
  );
  expect(elsewhere).toEqual([]);
  const heavy = addresses.filter((address) =>
    /\/(encoders|ort)\//.test(address),
  );
  expect(heavy).toEqual([]);
  await expect(page.getByText("0 requests left this tab")).toBeVisible();
});

test("carries its policy in headers and in the page", async ({ page }) => {
  const response = await page.goto("/");
  const headers = response?.headers() ?? {};
  expect(headers["content-security-policy"]).toContain("default-src 'none'");
  expect(headers["cross-origin-opener-policy"]).toBe("same-origin");
  expect(headers["cross-origin-embedder-policy"]).toBe("require-corp");
  expect(headers["x-content-type-options"]).toBe("nosniff");
  const inPage = page.locator('meta[http-equiv="Content-Security-Policy"]');
  await expect(inPage).toHaveAttribute("content", /default-src 'none'/);
  // A request elsewhere is not only absent, it is impossible.
  const refused = await page.evaluate(() =>
    fetch("https://example.org/").then(
      () => "sent",
      () => "refused",
    ),
  );
  expect(refused).toBe("refused");
});
