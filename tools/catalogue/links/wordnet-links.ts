/**
 * The WordNet part of the graph: from every synset that something names, up to kinds (stopping before
 * words that mean anything at all), and across to parts, materials, groups and fields.
 */
import type { Harvest } from "../harvest.ts";
import type { RelationId } from "../relations.ts";
import roots from "../rules/roots.json" with { type: "json" };
import { isPleasant } from "../senses.ts";
import { LEX, type Pointer, type Synset, type WordNet } from "../wordnet.ts";

/** Lexicographer file of ideas and sciences. */
const COGNITION = 9;
const ROOTS = new Set(roots);
/** Kinds above a named synset that are followed. */
const CLIMB = 5;

function isTooAbstract(synset: Synset): boolean {
  return ROOTS.has((synset.words[0] ?? "").toLowerCase());
}

/** Synsets named so far, and the kinds above them that are worth having. */
export function linkKinds(
  harvest: Harvest,
  net: WordNet,
  named: ReadonlySet<string>,
): Synset[] {
  const all = new Set<Synset>();
  let level = [...named].flatMap(
    (id) => net.get(id.slice("synset:".length)) ?? [],
  );
  for (let step = 0; step <= CLIMB && level.length > 0; step += 1) {
    const next: Synset[] = [];
    for (const synset of level) {
      if (all.has(synset)) continue;
      all.add(synset);
      const ups = [
        ...net.targets(synset, "hypernym"),
        ...net.targets(synset, "instance"),
      ];
      for (const up of ups) {
        if (isTooAbstract(up) || !isPleasant(up)) continue;
        harvest.link(harvest.synset(synset), "kind-of", harvest.synset(up));
        next.push(up);
      }
    }
    level = next;
  }
  return [...all];
}

const ACROSS: readonly (readonly [Pointer, RelationId, "out" | "in"])[] = [
  ["partOf", "part-of", "out"],
  ["part", "part-of", "in"],
  ["substanceOf", "made-of", "in"],
  ["substance", "made-of", "out"],
  ["memberOf", "member-of", "out"],
  ["member", "member-of", "in"],
  ["topic", "field", "out"],
];

/** Sports, arts and sciences are fields; languages and times that WordNet names so are not. */
const FIELDS: readonly number[] = [LEX.act, COGNITION];

/** Links between synsets that are both in the graph; a field may be new. */
export function linkAcross(
  harvest: Harvest,
  net: WordNet,
  synsets: readonly Synset[],
  shown: ReadonlySet<string>,
): void {
  const known = new Set(synsets);
  for (const synset of synsets)
    for (const [pointer, relation, direction] of ACROSS)
      for (const other of net.targets(synset, pointer)) {
        if (relation !== "field" && !known.has(other)) continue;
        if (other.words[0] === synset.words[0]) continue;
        if (
          relation === "field" &&
          !(FIELDS.includes(other.lex) && shown.has(`synset:${synset.id}`))
        )
          continue;
        if (isTooAbstract(other) || !isPleasant(other)) continue;
        const [head, tail] =
          direction === "out" ? [synset, other] : [other, synset];
        harvest.link(harvest.synset(head), relation, harvest.synset(tail));
      }
}
