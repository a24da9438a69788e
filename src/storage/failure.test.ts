import Dexie from "dexie";
import { expect, test } from "vitest";
import { PalateError } from "../domain/errors.ts";
import { guarded } from "./failure.ts";

test("a full disk is told as such, also when Dexie wraps it", async () => {
  const inner = new DOMException("full", "QuotaExceededError");
  const wrapped = new Dexie.AbortError("Transaction aborted", inner);
  await expect(
    guarded("Saving", () => Promise.reject(wrapped)),
  ).rejects.toMatchObject({
    code: "storage",
    message: "Saving failed: the disk space for this page is used up.",
    cause: wrapped,
  });
});

test("an error that has words already keeps them", async () => {
  const own = new PalateError("cancelled", "enough");
  await expect(guarded("Saving", () => Promise.reject(own))).rejects.toBe(own);
});
