/** The address as something to give away: whoever opens it has the same set-up, seed included. */
import { Link2 } from "lucide-react";
import { Button } from "../parts/button.tsx";
import { useSay } from "../shell/use-say.ts";
import { useLab } from "./lab-context.tsx";
import css from "./share.module.css";
import { useLabWords } from "./use-lab-words.ts";

export function Share() {
  const { l } = useLabWords();
  const say = useSay();
  const simulated = useLab((state) => state.data?.simulated ?? false);
  const copy = (): void => {
    navigator.clipboard.writeText(location.href).then(
      () => {
        say.done(l("share.done"));
      },
      () => {
        // Some browsers forbid it; the address bar holds the same.
        say.done(l("share.byHand"));
      },
    );
  };
  return (
    <div className={css.share}>
      <Button icon={<Link2 aria-hidden />} onClick={copy}>
        {l("share.copy")}
      </Button>
      <p>{simulated ? l("share.example") : l("share.own")}</p>
    </div>
  );
}
