/**
 * The words of the page. English is in the bundle; Chinese is loaded when somebody asks for it. Plurals and
 * numbers come from Intl through i18next. Keys are typed by `en.json` (./i18next.d.ts).
 */
import i18next, { type i18n } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Language } from "../../store/state.ts";
import en from "./en.json";

/** BCP 47 tags for `<html lang>` and Intl. */
export const LOCALES = {
  en: "en",
  zh: "zh-CN",
} as const satisfies Record<Language, string>;

/** A language names itself in its own script. */
export const LANGUAGE_NAMES = {
  en: "English",
  zh: "简体中文",
} as const satisfies Record<Language, string>;

export function createWords(): i18n {
  const words = i18next.createInstance();
  void words.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  return words;
}

/** Loads the language where needed, and only then changes to it, so that no key is ever shown bare. */
export async function changeLanguage(
  words: i18n,
  language: Language,
): Promise<void> {
  if (language === "zh" && !words.hasResourceBundle("zh", "translation")) {
    const { default: zh } = await import("./zh.json");
    words.addResourceBundle("zh", "translation", zh);
  }
  await words.changeLanguage(language);
}
