import { format } from "prettier";
import { expect, test } from "vitest";
import { withSection } from "./results.ts";

type Section = Parameters<typeof withSection>[1];

function run(model: string, value: number, metric = "NDCG@10"): Section {
  return {
    dataset: "tiny",
    protocol: "given",
    facts: ["3 users"],
    adapter: "a GPU",
    software: false,
    machine: "a machine",
    seed: 1,
    metrics: [metric],
    trials: [],
    rows: [
      {
        model,
        settings: {},
        seeds: 2,
        metrics: { [metric]: { mean: value, std: 0.01 } },
        seconds: { fit: 1, rank: 2 },
      },
    ],
  };
}

const lead = {
  metric: "NDCG@10",
  better: "b",
  than: "a",
  mean: 0.1,
  low: 0.05,
  high: 0.15,
};

/** As the command writes it: Prettier pads the table, and the next run must still find its rows. */
async function written(page: string, section: Section): Promise<string> {
  const leads = section.rows[0]?.model === "b" ? [lead] : [];
  return format(withSection(page, section, leads), { parser: "markdown" });
}

test("a run replaces its own rows and leaves the others", async () => {
  const once = await written("", run("a", 0.1));
  const twice = await written(once, run("b", 0.2));
  expect(twice).toMatch(/^\| a +\| 0\.1000 ± 0\.0100/m);
  expect(twice).toMatch(/^\| b +\| 0\.2000/m);
  expect(twice).toContain("b over a +0.1000");
  const again = await written(twice, run("a", 0.3));
  expect(again.match(/^\| a /gm)).toHaveLength(1);
  expect(again).toMatch(/^\| a +\| 0\.3000/m);
  expect(again).toMatch(/^\| b +\| 0\.2000/m);
  expect(again).toContain("b over a +0.1000");
  expect(await written(again, run("a", 0.3))).toBe(again);
});

test("other columns start the table anew; other sets stay as they are", async () => {
  const one = await written("", run("a", 0.1));
  const other = { ...run("b", 0.5), dataset: "vast" };
  const both = await written(one, other);
  expect(both).toContain("## tiny, given");
  expect(both).toContain("## vast, given");
  const anew = await written(both, run("c", 0.2, "HR@10"));
  expect(anew).not.toMatch(/^\| a /m);
  expect(anew).toMatch(/^\| c /m);
  expect(anew).toMatch(/^\| b /m);
});
