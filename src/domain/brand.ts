/** Branded primitives: two numbers or strings that must never be swapped get two types. */

declare const brand: unique symbol;

/** A `T` that carries a compile-time name and nothing at run time. */
export type Brand<T, Name extends string> = T & { readonly [brand]: Name };

/** A time span or an instant since the epoch, in milliseconds. */
export type Ms = Brand<number, "Ms">;
/** A size in bytes. */
export type Bytes = Brand<number, "Bytes">;

export const ms = (value: number): Ms => value as Ms;
export const bytes = (value: number): Bytes => value as Bytes;
