import { expect, it } from "vitest";
import { adapterName } from "./adapter-name.ts";

it("names an emulated adapter as such and leaves a real one's name alone", () => {
  const words = (name: string) => `${name} (software)`;
  expect(
    adapterName({ adapter: "google swiftshader", software: true }, words),
  ).toBe("SwiftShader (software)");
  expect(adapterName({ adapter: "NVIDIA H100", software: false }, words)).toBe(
    "NVIDIA H100",
  );
});
