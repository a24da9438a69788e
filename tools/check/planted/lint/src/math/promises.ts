/** Planted: promises, unions, any, hidden time and chance. */
import { b } from "./cycle-b.ts";

async function later(): Promise<number> {
  return 1;
}

export function floating(): void {
  later();
}

export function open(kind: "a" | "b"): number {
  switch (kind) {
    case "a":
      return b;
  }
  return 0;
}

export const loose = (value: any): string => value;

export const asserted = (list: number[]): number => list[0]!;

export const chance = (): number => Math.random();
export const now = (): number => Date.now();
export const page = (): Promise<Response> => fetch("https://example.org/");
export const thread = (): Worker => new Worker("x.js");
export const gpu = (): unknown => navigator.gpu;
export const read = (tensor: { dataSync(): number[] }): number[] =>
  tensor.dataSync();

export default chance;
