/**
 * What went wrong, in the language on screen. Errors carry their message and remedy in English; in another
 * language their code gives the sentence, and the English message follows as detail.
 */
import { useCallback } from "react";
import { PalateError } from "../../domain/errors.ts";
import { useWords } from "./use-words.ts";

export interface ErrorWords {
  readonly message: string;
  readonly remedy: string;
}

export function useErrorWords(): (error: unknown) => ErrorWords {
  const { t, language } = useWords();
  return useCallback(
    (error) => {
      const known = error instanceof PalateError ? error : undefined;
      const detail = error instanceof Error ? error.message : "";
      if (language === "en")
        return {
          message: detail || t("errors.unknown"),
          remedy: known?.remedy || t("errors.unknownHow"),
        };
      const code = known?.code ?? "unexpected";
      return {
        message: t(`errors.code.${code}`),
        remedy: `${t(`errors.remedy.${code}`)}${detail ? ` (${detail})` : ""}`,
      };
    },
    [language, t],
  );
}
