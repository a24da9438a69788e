/** The shapes that the build relies on in other people's files; anything else is refused with a name. */
import * as v from "valibot";
import { PalateError } from "../../src/domain/errors.ts";

export function parseSource<S extends v.GenericSchema>(
  name: string,
  schema: S,
  value: unknown,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value);
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw new PalateError(
    "bad-input",
    `${name} does not look as expected: ${issue.message} at ${v.getDotPath(issue) ?? "the top"}`,
    "Install the version that package-lock.json names.",
  );
}

export const emojiSchema = v.array(
  v.object({
    label: v.string(),
    hexcode: v.string(),
    tags: v.optional(v.array(v.string())),
    order: v.optional(v.number()),
    group: v.optional(v.number()),
    subgroup: v.optional(v.number()),
    version: v.number(),
  }),
);
export type Emoji = v.InferOutput<typeof emojiSchema>[number];

const messageSchema = v.array(
  v.object({ key: v.string(), message: v.string(), order: v.number() }),
);
export const messagesSchema = v.object({
  groups: messageSchema,
  subgroups: messageSchema,
});

export const iconSetSchema = v.object({
  width: v.number(),
  height: v.number(),
  icons: v.record(v.string(), v.object({ body: v.string() })),
});

const text = v.nullable(v.union([v.string(), v.number()]));
const number = v.nullable(v.number());
export const moviesSchema = v.array(
  v.object({
    Title: text,
    "Release Date": v.nullable(v.string()),
    "MPAA Rating": v.nullable(v.string()),
    "Running Time min": number,
    Distributor: v.nullable(v.string()),
    Source: v.nullable(v.string()),
    "Major Genre": v.nullable(v.string()),
    "Creative Type": v.nullable(v.string()),
    Director: v.nullable(v.string()),
    "IMDB Rating": number,
    "IMDB Votes": number,
  }),
);
export type Movie = v.InferOutput<typeof moviesSchema>[number];
