import { expose, wrap } from "comlink";
import { afterEach, expect, test } from "vitest";
import { PalateError } from "../domain/errors.ts";
import { carryErrors } from "./errors-across.ts";

const ports: MessagePort[] = [];
afterEach(() => {
  for (const port of ports.splice(0)) port.close();
});

/** What arrives on the other side of a door when `error` is thrown behind it. */
async function across(error: unknown): Promise<unknown> {
  carryErrors();
  const { port1, port2 } = new MessageChannel();
  ports.push(port1, port2);
  expose(() => Promise.reject(error), port2);
  const remote = wrap<() => Promise<void>>(port1);
  return remote().catch((thrown: unknown) => thrown);
}

test("class, code, remedy, message and cause arrive", async () => {
  const cause = new RangeError("too far");
  const thrown = await across(
    new PalateError("encoder-failed", "It broke.", "Try wasm.", { cause }),
  );
  expect(thrown).toBeInstanceOf(PalateError);
  expect(thrown).toMatchObject({
    code: "encoder-failed",
    message: "It broke.",
    remedy: "Try wasm.",
    cause: { name: "RangeError", message: "too far" },
  });
});

test("errors of libraries keep name and message; strings and bare objects become errors", async () => {
  expect(await across(new TypeError("not a function"))).toMatchObject({
    name: "TypeError",
    message: "not a function",
  });
  expect(await across("just words")).toMatchObject({ message: "just words" });
  expect(await across({ message: "in an object" })).toMatchObject({
    message: "in an object",
  });
});

test("an error that causes itself arrives all the same", async () => {
  const error = new Error("round");
  error.cause = error;
  expect(await across(error)).toMatchObject({
    message: "round",
    cause: { message: "round" },
  });
});
