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

export type Place =
  "For you" | "History" | "Map" | "Model" | "Lab" | "Catalogues" | "Settings";

/** What the status says when nothing goes on. */
const AT_REST = /^(Up to date|Waiting for your first rating)$/;

/** The budget of a fine-tune on the software adapter is 30 s; a busy machine may take five times that. */
const FINE_TUNE_MS = 150_000;

/** Samples that must agree, and how far apart: 3 s, twice the pause before a fine-tune. */
const SAMPLES_AT_REST = 6;
const SAMPLE_MS = 500;

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
    await expect(this.learning).toHaveText(AT_REST, { timeout: FINE_TUNE_MS });
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

  /**
   * The list when all is said: after a rating comes a new list at once, a pause, a fine-tune and its list.
   * So it must have stood still, with nothing going on, for longer than that pause.
   */
  async restingList(count = 25): Promise<Shown[]> {
    await this.settled();
    let last: Shown[] = [];
    let still = 0;
    await expect(async () => {
      const list = await this.shown(count);
      const doing = await this.learning.textContent();
      const same = JSON.stringify(list) === JSON.stringify(last);
      still = same && AT_REST.test(doing ?? "") ? still + 1 : 0;
      last = list;
      expect(still).toBeGreaterThanOrEqual(SAMPLES_AT_REST);
    }).toPass({ intervals: [SAMPLE_MS], timeout: FINE_TUNE_MS });
    expect(last.length).toBeGreaterThan(0);
    return last;
  }

  /** Scrolls on until the list is this long, and reads it. */
  async scrolledList(count: number): Promise<Shown[]> {
    await expect(async () => {
      await this.cards.last().scrollIntoViewIfNeeded();
      expect(await this.cards.count()).toBeGreaterThanOrEqual(count);
    }).toPass({ intervals: [300], timeout: 20_000 });
    const list = await this.restingList(count);
    await this.page.evaluate(() => {
      scrollTo(0, 0);
    });
    return list;
  }

  card({ id, title }: Shown): Locator {
    return this.list
      .getByRole("article", { name: title, exact: true })
      .and(this.page.locator(`[data-item="${id}"]`));
  }

  /** Rates one card of the list by its button. */
  async rate(shown: Shown, value: "Like" | "Dislike" | "Skip"): Promise<void> {
    const card = this.card(shown);
    await card.getByRole("button", { name: value, exact: true }).click();
    await expect(card).toBeHidden();
    await this.lookAway();
  }

  /** Names something loved in the newcomer's search and likes the match of this kind. */
  async nameAndLike(title: string, kind: string): Promise<void> {
    await this.page.getByLabel("Or name something you love").fill(title);
    const row = this.page
      .getByRole("listitem")
      .filter({ hasText: new RegExp(`${title}${kind}`) });
    const like = row.getByRole("button", {
      name: `Like ${title}`,
      exact: true,
    });
    await like.click();
    await expect(this.page.getByText(`Liked “${title}”`).first()).toBeVisible();
  }

  /** The buttons of History, one a row. */
  get undos(): Locator {
    return this.page.getByRole("button", { name: "Undo", exact: true });
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

/** The card in this place of a list; a list that is shorter fails the test. */
export function at(list: readonly Shown[], place: number): Shown {
  const shown = list[place];
  if (shown === undefined) throw new Error(`the list has no place ${place}`);
  return shown;
}

/** What a test of a list compares: which items in which order. */
export const idsOf = (list: readonly Shown[]): string[] =>
  list.map(({ id }) => id);
