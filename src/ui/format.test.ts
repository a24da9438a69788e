/** Numbers, sizes and spans in both languages. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createFormat, dayOf, scaleBytes } from "./format.ts";

const en = createFormat("en");
const zh = createFormat("zh-CN");

describe("sizes", () => {
  it("use decimal units with one digit where it tells something", () => {
    expect(en.bytes(0)).toBe("0 byte");
    expect(en.bytes(7_800_000)).toBe("7.8 MB");
    expect(en.bytes(128_000_000)).toBe("128 MB");
    expect(zh.bytes(45_312)).toBe("45.3 kB");
  });

  it("never lose the amount", () => {
    fc.assert(
      fc.property(fc.nat({ max: 2 ** 40 }), (value) => {
        const { amount, unit } = scaleBytes(value);
        const power = ["byte", "kilobyte", "megabyte", "gigabyte"].indexOf(
          unit,
        );
        expect(amount * 1000 ** power).toBeCloseTo(value, -1);
        expect(unit === "gigabyte" || amount < 1000).toBe(true);
      }),
    );
  });
});

describe("spans", () => {
  it("are milliseconds below a second and seconds above", () => {
    expect(en.span(4.26)).toBe("4.3 ms");
    expect(en.span(240.4)).toBe("240 ms");
    expect(en.span(4300)).toBe("4.3 sec");
  });
});

describe("signed numbers", () => {
  it("always carry their sign, and zero none", () => {
    expect(en.signed(0.5)).toBe("+0.50");
    expect(en.signed(-0.123)).toBe("-0.12");
    expect(en.signed(0)).toBe("0.00");
  });
});

describe("lists", () => {
  it("join as the language does", () => {
    expect(en.list(["a", "b", "c"])).toBe("a, b, and c");
    expect(zh.list(["a", "b", "c"])).toBe("a、b和c");
  });
});

it("puts every instant of a local day on its midnight", () => {
  const noon = new Date(2026, 10, 22, 12).getTime();
  const late = new Date(2026, 10, 22, 23, 59, 59).getTime();
  expect(dayOf(noon)).toBe(dayOf(late));
  expect(new Date(dayOf(noon)).getHours()).toBe(0);
});
