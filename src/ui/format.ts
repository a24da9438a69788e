/** Numbers, sizes, spans and days in the words of one locale; pure, over Intl. */

export interface Format {
  number(value: number, digits?: number): string;
  percent(value: number, digits?: number): string;
  /** `+0.42`, `−0.10`, `0` */
  signed(value: number, digits?: number): string;
  signedPercent(value: number): string;
  bytes(value: number): string;
  /** Milliseconds below one second, seconds above. */
  span(ms: number): string;
  clock(at: number): string;
  day(at: number): string;
  list(words: readonly string[]): string;
  /** The same list with its separators apart, for words that are buttons. */
  listParts(
    words: readonly string[],
  ): readonly { type: "element" | "literal"; value: string }[];
}

const KILO = 1000;
const BYTE_UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

export function createFormat(locale: string): Format {
  const number = (value: number, options: Intl.NumberFormatOptions): string =>
    new Intl.NumberFormat(locale, options).format(value);
  const list = new Intl.ListFormat(locale, { type: "conjunction" });
  const clock = new Intl.DateTimeFormat(locale, { timeStyle: "short" });
  const day = new Intl.DateTimeFormat(locale, { dateStyle: "full" });
  return {
    number: (value, digits = 0) =>
      number(value, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
    percent: (value, digits = 0) =>
      number(value, { style: "percent", maximumFractionDigits: digits }),
    signed: (value, digits = 2) =>
      number(value, {
        signDisplay: "exceptZero",
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      }),
    signedPercent: (value) =>
      number(value, {
        style: "percent",
        signDisplay: "exceptZero",
        maximumFractionDigits: 0,
      }),
    bytes: (value) => {
      const { amount, unit, digits } = scaleBytes(value);
      return number(amount, {
        style: "unit",
        unit,
        unitDisplay: "short",
        maximumFractionDigits: digits,
      });
    },
    span: (ms) => {
      const short = ms < KILO;
      return number(short ? ms : ms / KILO, {
        style: "unit",
        unit: short ? "millisecond" : "second",
        unitDisplay: "short",
        maximumFractionDigits: short ? (ms < 10 ? 1 : 0) : 1,
      });
    },
    clock: (at) => clock.format(at),
    day: (at) => day.format(at),
    list: (words) => list.format(words),
    listParts: (words) => list.formatToParts(words),
  };
}

/** Decimal units, as browsers and file managers show them. */
export function scaleBytes(value: number): {
  amount: number;
  unit: (typeof BYTE_UNITS)[number];
  digits: number;
} {
  const last = BYTE_UNITS.length - 1;
  const power =
    value < KILO
      ? 0
      : Math.min(last, Math.floor(Math.log10(value) / Math.log10(KILO)));
  const amount = value / KILO ** power;
  return {
    amount,
    unit: BYTE_UNITS[power] ?? "byte",
    digits: power > 0 && amount < 100 ? 1 : 0,
  };
}

/** Midnight of the local day that holds the instant: the key that History groups by. */
export function dayOf(at: number): number {
  const date = new Date(at);
  return new Date(
    date.getFullYear(),
    date.getMonth(),
    date.getDate(),
  ).getTime();
}
