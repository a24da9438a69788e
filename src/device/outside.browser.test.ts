import { expect, test } from "vitest";
import { leaves, watchOutside } from "./outside.ts";

test("an address leaves only when another origin has to answer", () => {
  const here = "https://palate.example";
  for (const home of [
    "/a.json",
    `${here}/b`,
    "blob:https://x.example/1",
    "data:,x",
    "inline",
    "wss://palate.example/",
  ])
    expect(leaves(home, here), home).toBe(false);
  for (const away of [
    "https://palate.example:8443/",
    "http://palate.example/",
    "//cdn.example/x",
    "wss://x.example/",
  ])
    expect(leaves(away, here), away).toBe(true);
});

test("a request to another origin is counted, one to this origin is not", async () => {
  const counts: number[] = [];
  const stop = watchOutside((count) => counts.push(count));
  await fetch("/");
  expect(counts).toEqual([]);
  // The port of "discard": refused at once, and an origin of its own.
  await fetch("http://127.0.0.1:9009/x", { mode: "no-cors" }).catch(
    () => undefined,
  );
  await expect.poll(() => counts.at(-1)).toBe(1);
  stop();
});
