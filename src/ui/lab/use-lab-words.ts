/** The Lab's own words, which come with its page: they would only weigh on the first list. */
import type { i18n } from "i18next";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import en from "../i18n/lab.en.json";
import zh from "../i18n/lab.zh.json";
import { useWords } from "../i18n/use-words.ts";

function bring(words: i18n): void {
  if (words.hasResourceBundle("en", "lab")) return;
  words.addResourceBundle("en", "lab", en);
  words.addResourceBundle("zh", "lab", zh);
}

type Told = keyof typeof en.model;
const isTold = (name: string): name is Told => name in en.model;

export function useLabWords() {
  const { i18n } = useTranslation();
  bring(i18n);
  const { t: l } = useTranslation("lab");
  const words = useWords();
  /** A model's name on screen; one without words of ours keeps the recipe's. */
  const modelName = useCallback(
    (name: string, title = name) =>
      isTold(name) ? l(`model.${name}.name`) : title,
    [l],
  );
  const modelIdea = useCallback(
    (name: string) => (isTold(name) ? l(`model.${name}.idea`) : ""),
    [l],
  );
  return { ...words, l, modelName, modelIdea };
}
