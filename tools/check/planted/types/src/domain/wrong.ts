/** Planted: one mistake for each compiler switch that must be on. */
export const count: number = "three";

export const first = (list: readonly number[]): number => list[0] + 1;

interface Options {
  readonly name?: string;
}
export const options: Options = { name: undefined };

export enum Colour {
  Red,
}
