/** Which fields of the factbook list things, what kind of things, and how many of them are worth a link. */
import type { RelationId } from "../relations.ts";
import { LEX } from "../wordnet.ts";

/** Terms of one field become links to synsets. */
export interface TermRule {
  readonly relation: RelationId;
  readonly path: readonly string[];
  readonly lex: readonly number[];
  readonly most: number;
}

export const TERM_RULES: readonly TermRule[] = [
  {
    relation: "grows",
    path: ["Economy", "Agriculture - products"],
    lex: [LEX.food, LEX.plant, LEX.animal, LEX.substance],
    most: 16,
  },
  {
    relation: "resource",
    path: ["Geography", "Natural resources"],
    lex: [LEX.substance, LEX.object, LEX.plant, LEX.animal, LEX.food],
    most: 10,
  },
  {
    relation: "exports",
    path: ["Economy", "Exports - commodities"],
    lex: [LEX.food, LEX.artifact, LEX.substance, LEX.plant, LEX.animal],
    most: 8,
  },
  {
    relation: "industry",
    path: ["Economy", "Industries"],
    lex: [LEX.artifact, LEX.substance, LEX.food, LEX.act],
    most: 8,
  },
  ...[[LEX.animal], [LEX.plant], [LEX.object, LEX.artifact]].map(
    (lex): TermRule => ({
      relation: "symbol",
      path: ["Government", "National symbol(s)"],
      lex,
      most: 4,
    }),
  ),
];
