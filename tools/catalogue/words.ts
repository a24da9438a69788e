/** Small rules of English that several sources need: singulars, articles, lists, sentence ends. */

const IRREGULAR: Readonly<Record<string, string>> = {
  feet: "foot",
  geese: "goose",
  knives: "knife",
  leaves: "leaf",
  lives: "life",
  men: "man",
  mice: "mouse",
  oxen: "ox",
  people: "person",
  potatoes: "potato",
  teeth: "tooth",
  thieves: "thief",
  tomatoes: "tomato",
  wives: "wife",
  wolves: "wolf",
  women: "woman",
};

/** Candidates for the singular of a noun phrase, the phrase itself first. */
export function singulars(phrase: string): string[] {
  const out = [phrase];
  const at = phrase.lastIndexOf(" ") + 1;
  const [front, last] = [phrase.slice(0, at), phrase.slice(at)];
  const irregular = IRREGULAR[last];
  if (irregular) out.push(front + irregular);
  else if (/[^aeiou]ies$/.test(last)) out.push(`${front}${last.slice(0, -3)}y`);
  else if (/(ch|sh|s|x|z|o)es$/.test(last))
    out.push(front + last.slice(0, -2), front + last.slice(0, -1));
  else if (/[^su]s$/.test(last)) out.push(front + last.slice(0, -1));
  return out;
}

export function article(word: string): string {
  return /^([aeio]|u(?!n?i|s[aeiu]|k))/i.test(word) ? "an" : "a";
}

/** "a, b and c" */
export function list(words: readonly string[], last = "and"): string {
  if (words.length < 2) return words[0] ?? "";
  return `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1) ?? ""}`;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** One sentence: capital letter in front, one full stop behind, single spaces. */
export function sentence(text: string): string {
  const clean = text
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[.;,:\s]+$/, "");
  return clean === "" ? "" : `${capital(clean)}.`;
}

/** The longest run of whole sentences within `limit` characters; cut at a word when even the first is longer. */
export function wholeSentences(text: string, limit: number): string {
  const clean = text.replace(/\s+/g, " ").trim();
  if (clean.length <= limit) return clean;
  const head = clean.slice(0, limit + 1);
  // A stop after a single capital ("U.S. ", "J. ") or a short title ("St. ") ends no sentence.
  const ends = [
    ...head.matchAll(/(?<![A-Z]|\b(?:St|Dr|Mt|No|c|ca|vs))[.!?](?=\s)/g),
  ];
  const last = ends.at(-1);
  if (last && last.index > limit * 0.3) return head.slice(0, last.index + 1);
  const clause = head.slice(0, limit - 1).replace(/[;,][^;,]*$/, "");
  return sentence(
    clause.length > limit * 0.3 ? clause : head.replace(/\s\S*$/, ""),
  );
}

/** A key for ids and file names: lower case ASCII, digits and hyphens. */
export function slug(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f’']/g, "")
    .toLowerCase()
    .replace(/&/g, " and ")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
}
