/** Forgetting with a word and a way back. */
import type { Rating } from "../../domain/rating.ts";
import { useWords } from "../i18n/use-words.ts";
import { useSay, type Say } from "../shell/use-say.ts";
import { useActions, useAppStore } from "../store-context.tsx";

/** Runs a way back, and says that it is done or why not. */
export function goBack(
  say: Say,
  back: () => Promise<void>,
  words: string,
): void {
  back().then(
    () => {
      say.done(words);
    },
    (error: unknown) => {
      say.error(error);
    },
  );
}

export function useForget(): (
  ratings: readonly Rating[],
  name: string,
) => void {
  const { t } = useWords();
  const say = useSay();
  const { forget } = useActions();
  return (ratings, name) => {
    forget(ratings.map(({ entry }) => entry)).then(
      (back) => {
        say.done(t("model.forgotten", { count: ratings.length, name }), {
          label: t("rate.undo"),
          act: () => {
            goBack(say, back, t("model.unforgotten"));
          },
        });
      },
      (error: unknown) => {
        say.error(error);
      },
    );
  };
}

/** A concept stays out of every score until it is asked for again. */
export function useForgetConcept(): (concept: string, label: string) => void {
  const { t } = useWords();
  const say = useSay();
  const app = useAppStore();
  return (concept, label) => {
    const { preferences, actions } = app.getState();
    const before = preferences.concepts;
    const change = (concepts: typeof before) =>
      actions.setPreferences({ concepts });
    change({ ...before, [concept]: "forget" }).then(
      () => {
        say.done(t("model.forgottenConcept", { name: label }), {
          label: t("rate.undo"),
          act: () => {
            goBack(say, () => change(before), t("model.unforgotten"));
          },
        });
      },
      (error: unknown) => {
        say.error(error);
      },
    );
  };
}
