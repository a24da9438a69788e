/** Says what was done or what failed, in a toast; failures name the way out. */
import { useMemo } from "react";
import { isCancelled } from "../../domain/errors.ts";
import { useErrorWords } from "../i18n/use-error-words.ts";
import { toastManager } from "./toasts.tsx";

interface Way {
  readonly label: string;
  readonly act: () => void;
}

export interface Say {
  done(sentence: string, way?: Way): void;
  /** `what` says what did not happen; the error's own message and remedy follow. */
  error(error: unknown, what?: string): void;
}

/** With a way back a toast stays longer: WCAG 2.2.1 asks for time to reach it. */
const DONE_MS = 4000;
const WAY_MS = 8000;
const ERROR_MS = 12_000;

export function useSay(): Say {
  const describe = useErrorWords();
  return useMemo(
    () => ({
      done: (title, way) => {
        toastManager.close();
        toastManager.add({
          title,
          timeout: way ? WAY_MS : DONE_MS,
          ...(way && {
            actionProps: {
              children: way.label,
              onClick: () => {
                toastManager.close();
                way.act();
              },
            },
          }),
        });
      },
      error: (error, what) => {
        if (isCancelled(error)) return;
        const { message, remedy } = describe(error);
        toastManager.close();
        toastManager.add({
          title: what ?? message,
          description: [what ? message : "", remedy]
            .filter((part) => part !== "")
            .join(" "),
          timeout: ERROR_MS,
          priority: "high",
        });
      },
    }),
    [describe],
  );
}
