import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findChromium } from "./chromium.ts";

describe("looking for a browser", () => {
  let folder = "";
  const program = (name: string): string => join(folder, name);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "palate-chromium-"));
    for (const name of ["chromium", "google-chrome", "elsewhere"]) {
      await writeFile(program(name), "#!/bin/sh\n");
      await chmod(program(name), 0o755);
    }
    await writeFile(program("chrome-notes"), "not a program");
    await chmod(program("chrome-notes"), 0o644);
  });
  afterAll(() => rm(folder, { recursive: true }));

  test("CHROME_PATH wins over what is on the PATH", () => {
    const environment = { CHROME_PATH: program("elsewhere"), PATH: folder };
    expect(findChromium(environment, [])).toBe(program("elsewhere"));
  });

  test("a CHROME_PATH that names no program is an error, not a reason to take another", () => {
    for (const wrong of ["no-such-file", "chrome-notes"]) {
      const environment = { CHROME_PATH: program(wrong), PATH: folder };
      expect(() => findChromium(environment, [])).toThrow(wrong);
    }
  });

  test("the PATH comes before known places", () => {
    const environment = { PATH: ["/nowhere", folder].join(delimiter) };
    const places = [program("elsewhere")];
    expect(findChromium(environment, places)).toBe(program("chromium"));
    expect(findChromium({ PATH: "/nowhere" }, places)).toBe(places[0]);
  });

  test("nothing is found where nothing is", () => {
    expect(findChromium({ PATH: "/nowhere" }, [])).toBeUndefined();
    expect(findChromium({}, [program("chrome-notes")])).toBeUndefined();
  });
});
