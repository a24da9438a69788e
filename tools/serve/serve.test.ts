import { createServer, type AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PAGE_HEADERS } from "./headers.ts";
import { assertFree, parsePort } from "./port.ts";

describe("ports", () => {
  const server = createServer();
  let taken = 0;
  beforeAll(async () => {
    await new Promise<void>((resolve) => {
      server.listen({ port: 0, host: "localhost" }, resolve);
    });
    taken = (server.address() as AddressInfo).port;
  });
  afterAll(() => void server.close());

  test("are whole numbers from 1 to 65535", () => {
    expect(parsePort("4173")).toBe(4173);
    for (const wrong of ["", "0", "65536", "80.5", "http", "-1"]) {
      expect(() => parsePort(wrong), wrong).toThrow(/not a port/);
    }
  });

  test("that are taken are said so, with the way out", async () => {
    await expect(assertFree(taken)).rejects.toMatchObject({
      message: expect.stringContaining(`Port ${taken} is taken`),
      remedy: expect.stringContaining("--port"),
    });
  });
});

describe("the policy", () => {
  const policy = PAGE_HEADERS["Content-Security-Policy"] ?? "";

  test("forbids what it does not list, and evaluates no string", () => {
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/'unsafe-(inline|eval|hashes)'/);
  });

  test("names no other place", () => {
    expect(policy).not.toMatch(/https?:|\*|wss?:/);
  });
});
