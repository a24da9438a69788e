/** A fine-tune as a thing that can be named, compared, gone back to and deleted. */
import type { TuneReport } from "./adapter.ts";
import type { Brand, Ms } from "./brand.ts";
import type { EntryId } from "./rating.ts";

export type VersionId = Brand<number, "VersionId">;

/** What the page shows of it; the adapter file itself stays in storage. */
export interface Version {
  readonly id: VersionId;
  readonly at: Ms;
  /** Given by the person; a named version never makes room for newer ones. */
  readonly name: string;
  /** The ratings in force that it was learned from, by their entries. */
  readonly entries: readonly EntryId[];
  readonly report: TuneReport;
}
