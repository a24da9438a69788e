/** What a person can do on the page, found by role and name, so that the tests read like a visit. */
import {
  expect,
  type Download,
  type Locator,
  type Page,
} from "@playwright/test";
import { readFile } from "node:fs/promises";

/** One card of the list. */
export interface Shown {
  readonly id: string;
  readonly domain: string;
  readonly title: string;
}

export type Place = "For you" | "History" | "Model" | "Catalogues" | "Settings";

export class Person {
  readonly page: Page;
  readonly list: Locator;
  readonly cards: Locator;
  readonly learning: Locator;

  constructor(page: Page) {
    this.page = page;
    this.list = page.getByRole("region", { name: "Recommendations" });
    this.cards = this.list.getByRole("article");
    this.learning = page.getByRole("status", { name: "Learning" });
  }

  /** Opens the page and waits until the model answers. */
  async open(address = "/"): Promise<void> {
    await this.page.goto(address);
    await expect(this.cards.first()).toBeVisible();
    await this.settled();
  }

  /** Everything that follows a rating is done: list, fine-tune, snapshot. */
  async settled(): Promise<void> {
    await expect(this.page.locator("html")).toHaveAttribute(
      "data-backend",
      /^(webgpu|wasm)$/,
      { timeout: 60_000 },
    );
    await expect(this.learning).toHaveText(
      /^(Up to date|Waiting for your first rating)$/,
      { timeout: 80_000 },
    );
  }

  async go(place: Place): Promise<void> {
    await this.page.getByRole("link", { name: place, exact: true }).click();
    if (place === "For you") return;
    await expect(
      this.page.getByRole("heading", { level: 1, name: place }),
    ).toBeVisible();
  }

  /** Takes the pointer off the list, which then takes the order that it wants. */
  async lookAway(): Promise<void> {
    await this.page.mouse.move(2, 2);
  }

  /** The cards in their order, as many as are there without scrolling on. */
  async shown(count = 25): Promise<Shown[]> {
    await this.lookAway();
    const all = await this.cards.evaluateAll((cards) =>
      cards.map((card) => ({
        id: card.getAttribute("data-item") ?? "",
        title: card.querySelector("h2, h3")?.textContent ?? "",
      })),
    );
    return all
      .slice(0, count)
      .map((card) => ({ ...card, domain: card.id.split(":")[0] ?? "" }));
  }

  /** The list once it stands still: what it shows twice in a row, a second apart. */
  async restingList(count = 25): Promise<Shown[]> {
    await this.settled();
    let last: Shown[] = [];
    await expect
      .poll(
        async () => {
          const before = JSON.stringify(last);
          last = await this.shown(count);
          return last.length > 0 && JSON.stringify(last) === before;
        },
        { intervals: [1_000], timeout: 30_000 },
      )
      .toBe(true);
    return last;
  }

  card(title: string): Locator {
    return this.list
      .getByRole("article")
      .filter({
        has: this.page.getByRole("heading", { name: title, exact: true }),
      })
      .first();
  }

  /** Rates one card of the list by its button. */
  async rate(title: string, value: "Like" | "Dislike" | "Skip"): Promise<void> {
    await this.card(title)
      .getByRole("button", { name: value, exact: true })
      .click();
    await expect(this.card(title)).toBeHidden();
    await this.lookAway();
  }

  /** Names something loved in the newcomer's search and likes it there. */
  async nameAndLike(words: string): Promise<void> {
    const field = this.page.getByLabel("Or name something you love");
    await field.fill(words);
    const like = this.page
      .getByRole("button", { name: new RegExp(`^Like ${words}$`, "i") })
      .first();
    await like.click();
    await expect(like.or(this.learning).first()).toBeVisible();
  }

  /** How many rows History holds. */
  async historyCount(): Promise<number> {
    return this.page.getByRole("button", { name: "Undo", exact: true }).count();
  }

  /** Presses a button that saves a file and reads the file. */
  async save(button: string): Promise<Buffer> {
    const download: Promise<Download> = this.page.waitForEvent("download");
    await this.page.getByRole("button", { name: button, exact: true }).click();
    return readFile(await (await download).path());
  }

  /** Presses a button that asks for a file and gives it one. */
  async give(button: string, name: string, content: Buffer): Promise<void> {
    const chooser = this.page.waitForEvent("filechooser");
    await this.page.getByRole("button", { name: button, exact: true }).click();
    await (
      await chooser
    ).setFiles({ name, mimeType: "application/octet-stream", buffer: content });
  }
}

/** What a test of a list compares: which items in which order. */
export const idsOf = (list: readonly Shown[]): string[] =>
  list.map(({ id }) => id);
