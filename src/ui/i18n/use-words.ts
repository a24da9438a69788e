/** `t`, the locale, and the formatters of numbers, sizes, times and lists for the language on screen. */
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "../../store/state.ts";
import { createFormat, type Format } from "../format.ts";
import { LOCALES } from "./i18n.ts";

export function useWords() {
  const { t, i18n } = useTranslation();
  const language: Language = i18n.language === "zh" ? "zh" : "en";
  const locale = LOCALES[language];
  const format: Format = useMemo(() => createFormat(locale), [locale]);
  return { t, locale, language, format };
}
