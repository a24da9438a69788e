/** Runs one act at a time and knows that it runs; a failure is said on screen, with the way out. */
import { useCallback, useRef, useState } from "react";
import { useSay } from "../shell/use-say.ts";

export function useBusy(): [
  busy: boolean,
  run: (act: () => Promise<void>) => void,
] {
  const [busy, setBusy] = useState(false);
  const running = useRef(false);
  const say = useSay();
  const run = useCallback(
    (act: () => Promise<void>) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      act()
        .catch((error: unknown) => {
          say.error(error);
        })
        .finally(() => {
          running.current = false;
          setBusy(false);
        });
    },
    [say],
  );
  return [busy, run];
}
