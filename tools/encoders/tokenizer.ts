/**
 * The text encoder's vocabulary as a `tokenizer.json` that transformers.js reads: SentencePiece's unigram
 * model (Kudo 2018, arXiv 1804.10959). Cased: no lower-casing.
 */
import { readFile } from "node:fs/promises";
import { MAX_TOKENS, USE_LITE } from "./use-lite.ts";

type Piece = readonly [text: string, score: number];

/** SentencePiece's mark for a space. */
const SPACE = "\u2581";
/** Entries before the first real piece: unknown, two control marks, three unused. */
const RESERVED = 6;
export const UNKNOWN_ID = 0;
const PAD_ID = 2;

/** Pieces in the order of their ids, with their log probabilities. */
export async function vocabulary(): Promise<Piece[]> {
  return JSON.parse(await readFile(USE_LITE.vocabulary, "utf8")) as Piece[];
}

/**
 * The reserved entries get names that no text can hold: a space, which never survives to the model. Under
 * their own names the words "</s>" or "extra_token_id_1" in a text would match them.
 */
function renamed([text, score]: Piece, id: number): Piece {
  if (id >= RESERVED) return [text, score];
  return [id === UNKNOWN_ID ? "\uFFFD" : reservedName(id), -50];
}

const reservedName = (id: number): string => ` ${id}`;

export function tokenizerJson(pieces: readonly Piece[]): object {
  return {
    version: "1.0",
    truncation: null,
    padding: null,
    added_tokens: [],
    normalizer: {
      type: "Sequence",
      normalizers: [
        { type: "NFKC" },
        { type: "Replace", pattern: { Regex: "\\s+" }, content: " " },
        { type: "Strip", strip_left: true, strip_right: true },
      ],
    },
    pre_tokenizer: {
      type: "Metaspace",
      replacement: SPACE,
      prepend_scheme: "always",
      split: false,
    },
    post_processor: null,
    decoder: {
      type: "Metaspace",
      replacement: SPACE,
      prepend_scheme: "always",
      split: false,
    },
    model: {
      type: "Unigram",
      unk_id: UNKNOWN_ID,
      vocab: pieces.map(renamed),
      byte_fallback: false,
    },
  };
}

export function tokenizerConfig(): object {
  return {
    tokenizer_class: "PreTrainedTokenizer",
    model_max_length: MAX_TOKENS,
    padding_side: "right",
    unk_token: "\uFFFD",
    pad_token: reservedName(PAD_ID),
    clean_up_tokenization_spaces: false,
  };
}
