/**
 * What is recommended. An item is known by its content (text, picture, sound, place in the graph),
 * never by who else liked it.
 */
import type { Brand } from "./brand.ts";

/** `domain:key`, stable across builds: `film:the-piano-1993`, `place:fr`, `thing:1f42a`. */
export type ItemId = Brand<string, "ItemId">;
export const itemId = (value: string): ItemId => value as ItemId;

/** The bundled domains, in the order in which the page lists them. */
export const DOMAINS = [
  "things",
  "icons",
  "places",
  "films",
  "sounds",
  "instruments",
] as const;
export type Domain = (typeof DOMAINS)[number];

/** A picture file below the catalogue's folder. A `glyph` is one colour on transparency and may be tinted. */
export interface Picture {
  readonly src: string;
  readonly kind: "picture" | "glyph";
}

/** A sound file below the catalogue's folder; `peaks` draws its waveform without decoding it. */
export interface Sound {
  readonly src: string;
  readonly seconds: number;
  /** 48 loudness peaks in [0, 1], evenly spaced over the clip. */
  readonly peaks: readonly number[];
}

export interface Item {
  readonly id: ItemId;
  readonly domain: Domain;
  readonly title: string;
  /** One to three sentences of plain text; what the text encoder reads together with the title. */
  readonly text: string;
  /** Key into `Catalogue.sources`. */
  readonly source: string;
  /** Who made it, where the licence asks for a credit per item. */
  readonly credit?: string;
  readonly picture?: Picture;
  readonly sound?: Sound;
  /** Short facts to show beside the text, already worded for people: `{ Capital: "Paris" }`. */
  readonly facts?: Readonly<Record<string, string>>;
  /** How well known it is, in [0, 1]; chooses what a newcomer sees first and nothing else. */
  readonly familiarity: number;
}
