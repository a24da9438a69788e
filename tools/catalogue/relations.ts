/**
 * Every kind of link in the knowledge graph, with the words that a sentence needs in both directions.
 * `explains` is false for links that group items without saying anything about them.
 */
import type { Relation } from "../../src/domain/catalogue.ts";

type Row = readonly [label: string, inverse: string, explains?: false];

const ROWS = {
  shows: ["shows", "is shown by"],
  "version-of": ["is a version of", "comes also as"],
  "kind-of": ["is a kind of", "includes"],
  "part-of": ["is a part of", "has as a part"],
  "made-of": ["is made of", "is the material of"],
  "member-of": ["belongs to", "has among its members"],
  field: ["belongs to the field of", "covers"],
  "described-with": ["has to do with", "has to do with"],
  "comes-from": ["is at home in", "is home to"],
  outline: ["shows the outline of", "is drawn as"],
  borders: ["borders", "borders"],
  continent: ["lies in", "includes"],
  coast: ["has a coast on", "washes the shores of"],
  language: ["speaks", "is spoken in"],
  religion: ["has followers of", "is followed in"],
  climate: ["has a climate that is", "is the climate of"],
  terrain: ["has land with", "shapes the land of"],
  resource: ["is rich in", "is found in the ground of"],
  grows: ["grows or raises", "is produced in"],
  exports: ["exports", "is exported by"],
  industry: ["makes a living from", "is an industry of"],
  hazard: ["is exposed to", "threatens"],
  government: ["is governed as", "is the form of government of"],
  "once-ruled-by": ["became independent of", "once ruled"],
  "trades-with": ["sells most to", "buys much from"],
  symbol: ["has as its symbol", "is the symbol of"],
  colour: ["has the national colour", "is the national colour of", false],
  genre: ["is a film of the genre", "is the genre of"],
  "creative-type": [
    "tells a story of the kind",
    "is the kind of story told in",
  ],
  style: ["is of the sort", "is a sort of film that includes"],
  "adapted-from": ["is", "is also true of"],
  "directed-by": ["was directed by", "directed"],
  "title-names": ["has a title that names", "is named in the title of"],
  "set-in": ["has a title that names", "is named in the title of"],
  "genre-of-thing": ["often features", "is at home in films of the kind"],
  "sound-kind": ["is a sound of the kind", "is the kind of"],
  "sounds-like": ["sounds like", "is heard in"],
  "sound-quality": ["sounds", "is the sound of"],
  family: ["is one of the", "include"],
  tagged: ["is tagged", "is a tag of", false],
  subgroup: ["is listed under", "lists", false],
  group: ["is filed under", "files", false],
  distributor: ["was distributed by", "distributed", false],
  rated: ["is rated", "is the rating of", false],
  decade: ["is a film of the", "is the decade of", false],
  "named-with": ["has in its name", "is in the name of", false],
  member: ["is a member of", "has the member", false],
} as const satisfies Record<string, Row>;

export type RelationId = keyof typeof ROWS;

export const RELATIONS: readonly Relation[] = Object.entries(ROWS).map(
  ([id, row]: [string, Row]) => ({
    id,
    label: row[0],
    inverse: row[1],
    explains: row[2] !== false,
  }),
);

const INDEX = new Map(RELATIONS.map((relation, i) => [relation.id, i]));

export function relationIndex(id: RelationId): number {
  return INDEX.get(id) ?? -1;
}
