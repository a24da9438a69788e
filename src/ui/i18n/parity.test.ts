/** Both languages say everything: the same keys, the same blanks, every plural form that Intl asks for. */
import { describe, expect, it } from "vitest";
import en from "./en.json";
import labEn from "./lab.en.json";
import labZh from "./lab.zh.json";
import zh from "./zh.json";

type Tree = { readonly [key: string]: string | Tree };

function flat(tree: Tree, path = ""): Map<string, string> {
  const leaves = new Map<string, string>();
  for (const [key, value] of Object.entries(tree)) {
    const here = path === "" ? key : `${path}.${key}`;
    if (typeof value === "string") leaves.set(here, value);
    else for (const [leaf, text] of flat(value, here)) leaves.set(leaf, text);
  }
  return leaves;
}

const PLURAL = /_(zero|one|two|few|many|other)$/;
const base = (key: string): string => key.replace(PLURAL, "");
const blanks = (text: string): string[] =>
  [...text.matchAll(/\{\{\s*(\w+)/g)].map(([, name]) => name ?? "").sort();

// The Lab's words are files of their own, because they come with its page.
const languages = {
  en: flat({ ...en, lab: labEn }),
  zh: flat({ ...zh, lab: labZh }),
};

describe("the languages", () => {
  it("have the same keys", () => {
    const keys = (words: Map<string, string>): string[] =>
      [...new Set([...words.keys()].map(base))].sort();
    expect(keys(languages.zh)).toEqual(keys(languages.en));
  });

  it("have every plural form of their own, and no other", () => {
    for (const [language, words] of Object.entries(languages)) {
      const forms = new Intl.PluralRules(language).resolvedOptions()
        .pluralCategories;
      const plurals = [...words.keys()].filter((key) => PLURAL.test(key));
      expect(plurals.length).toBeGreaterThan(5);
      for (const key of new Set(plurals.map(base))) {
        const found = plurals.filter((one) => base(one) === key);
        expect(found.sort()).toEqual(
          forms.map((form) => `${key}_${form}`).sort(),
        );
      }
    }
  });

  it("leave the same blanks to be filled in", () => {
    const filled = new Map(
      [...languages.en].map(([key, text]) => [base(key), blanks(text)]),
    );
    for (const [key, text] of languages.zh)
      expect([key, blanks(text)]).toEqual([key, filled.get(base(key))]);
  });

  it("say nothing empty, and Chinese is not English left over", () => {
    // A name, loanwords that are the same in both, and an example that searches an English catalogue.
    const same = new Set([
      "app.name",
      "settings.gpu",
      "settings.webgpu",
      "settings.wasm",
      "welcome.searchPlaceholder",
    ]);
    for (const [key, text] of languages.zh) {
      expect(text.trim()).not.toBe("");
      if (!same.has(key)) expect(text).not.toBe(languages.en.get(key));
    }
  });
});
