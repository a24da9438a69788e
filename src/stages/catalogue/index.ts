/**
 * Reads the catalogue's files into domain types and refuses what does not fit. A catalogue may come from
 * a stranger, so sizes and paths are bounded before anything uses them. Fetching is not done here.
 */
import * as v from "valibot";
import type { Catalogue, KnowledgeGraph } from "../../domain/catalogue.ts";
import { PalateError } from "../../domain/errors.ts";
import { DOMAINS, type Item, type ItemId } from "../../domain/item.ts";

/** More items or links than this would not fit the memory that the page promises to use. */
const MOST_ITEMS = 200_000;
const MOST_TRIPLES = 4_000_000;
/** Peaks of a waveform, as `Sound.peaks` promises. */
const PEAKS = 48;
/** Head, relation, tail. */
const COLUMNS = 3;
const REMEDY = "Build the catalogue again with `npm run catalogue`.";

const line = (most: number) =>
  v.pipe(v.string(), v.minLength(1), v.maxLength(most));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
/** A file below the catalogue's folder: no scheme, no way up. */
const path = v.pipe(
  v.string(),
  v.maxLength(300),
  v.regex(/^(?:[\w-][\w.-]*\/)*[\w-][\w.-]*$/),
);

const itemId = v.pipe(
  line(200),
  v.transform((id) => id as ItemId),
);

const itemSchema = v.object({
  id: itemId,
  domain: v.picklist(DOMAINS),
  title: line(300),
  text: line(5000),
  source: line(100),
  credit: v.exactOptional(line(300)),
  picture: v.exactOptional(
    v.object({ src: path, kind: v.picklist(["picture", "glyph"]) }),
  ),
  sound: v.exactOptional(
    v.object({
      src: path,
      seconds: v.pipe(v.number(), v.minValue(0)),
      peaks: v.pipe(v.array(share), v.length(PEAKS)),
    }),
  ),
  facts: v.exactOptional(v.record(line(60), line(300))),
  familiarity: share,
});

const sourceSchema = v.object({
  name: line(200),
  package: line(300),
  licence: line(100),
  licenceUrl: line(300),
  attribution: line(3000),
  items: count,
});

const catalogueSchema = v.object({
  version: v.literal(1),
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  items: v.pipe(v.array(itemSchema), v.minLength(1), v.maxLength(MOST_ITEMS)),
  sources: v.record(line(100), sourceSchema),
  rejections: v.array(
    v.object({ source: line(100), reason: line(300), count }),
  ),
});

const graphSchema = v.object({
  concepts: v.array(
    v.object({ id: line(300), label: line(300), kind: line(60) }),
  ),
  relations: v.array(
    v.object({
      id: line(100),
      label: line(100),
      inverse: line(100),
      explains: v.boolean(),
    }),
  ),
});

function damaged(what: string): PalateError {
  return new PalateError(
    "catalogue-file",
    `The catalogue is damaged: ${what}.`,
    REMEDY,
  );
}

function read<S extends v.GenericSchema>(
  file: string,
  schema: S,
  value: unknown,
): v.InferOutput<S> {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const issue = result.issues[0];
  throw damaged(
    `${file} at ${v.getDotPath(issue) ?? "its top"}: ${issue.message}`,
  );
}

function checkItems(
  items: readonly Item[],
  sources: Catalogue["sources"],
): void {
  const seen = new Set<ItemId>();
  for (const { id, source } of items) {
    if (seen.has(id)) throw damaged(`two items are called ${id}`);
    if (!Object.hasOwn(sources, source))
      throw damaged(`${id} names the unknown source ${source}`);
    seen.add(id);
  }
}

/** `catalogue.json` after `JSON.parse`. */
export function parseCatalogue(value: unknown): Catalogue {
  const catalogue = read("catalogue.json", catalogueSchema, value);
  checkItems(catalogue.items, catalogue.sources);
  return catalogue;
}

/** Little-endian uint32 whatever this machine is, and aligned whatever the buffer is. */
function readTriples(bytes: Uint8Array): Uint32Array {
  const size = Uint32Array.BYTES_PER_ELEMENT;
  const length = bytes.byteLength / size;
  if (!Number.isInteger(length / COLUMNS))
    throw damaged("graph.bin ends in the middle of a triple");
  if (length / COLUMNS > MOST_TRIPLES)
    throw damaged("graph.bin holds too many triples");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Uint32Array.from({ length }, (_, i) => view.getUint32(i * size, true));
}

/** `graph.json` after `JSON.parse`, with `graph.bin`, for a catalogue of `items` items. */
export function parseGraph(
  value: unknown,
  bytes: Uint8Array,
  items: number,
): KnowledgeGraph {
  const { concepts, relations } = read("graph.json", graphSchema, value);
  const triples = readTriples(bytes);
  const entities = items + concepts.length;
  for (let at = 0; at < triples.length; at += COLUMNS) {
    const [head = entities, relation = relations.length, tail = entities] =
      triples.subarray(at, at + COLUMNS);
    if (head >= entities || tail >= entities || relation >= relations.length)
      throw damaged(
        `triple ${String(at / COLUMNS)} of graph.bin names what does not exist`,
      );
  }
  return { concepts, relations, triples };
}
