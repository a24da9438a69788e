/** A cover keeps its face, and neighbours differ. */
import { describe, expect, it } from "vitest";
import { itemId } from "../../domain/item.ts";
import { hueOf, pick } from "./hue.ts";

const film = (name: string, genre: string) => ({
  id: itemId(`film:${name}`),
  domain: "films" as const,
  facts: { Genre: genre },
});

describe("hueOf", () => {
  it("is the same for the same item", () => {
    expect(hueOf(film("alien", "Horror"))).toBe(hueOf(film("alien", "Horror")));
  });

  it("keeps a genre's mood: horror stays within its reds", () => {
    for (let i = 0; i < 50; i++) {
      const hue = hueOf(film(`f${String(i)}`, "Horror"));
      expect(hue).toBeGreaterThanOrEqual(2);
      expect(hue).toBeLessThan(34);
    }
  });
});

it("picks every choice about equally often, and each salt for itself", () => {
  const ids = Array.from({ length: 800 }, (_, i) => `item:${String(i)}`);
  const counts = [0, 0, 0, 0];
  for (const id of ids) {
    const choice = pick(id, "a", 4);
    counts[choice] = (counts[choice] ?? 0) + 1;
  }
  for (const count of counts) expect(count).toBeGreaterThan(140);
  const agree = ids.filter((id) => pick(id, "a", 4) === pick(id, "b", 4));
  expect(agree.length).toBeLessThan(300);
});
