/** Step 4: training, how far it is, and the curves while they are drawn. */
import { Pause, Play, X } from "lucide-react";
import { shareOf } from "../../store/lab-progress.ts";
import { isBusy, type LabRun } from "../../store/lab-state.ts";
import { useErrorWords } from "../i18n/use-error-words.ts";
import { Button } from "../parts/button.tsx";
import { Section } from "../parts/section.tsx";
import { CurvesFigure } from "./curves-figure.tsx";
import { useLab, useLabActions, useModelTitle } from "./lab-context.tsx";
import { RunBar } from "./run-bar.tsx";
import css from "./run-section.module.css";
import { Stop } from "./tour.tsx";
import { useLabWords } from "./use-lab-words.ts";

const SECOND = 1000;
/** Seconds from which on a wait is told in minutes. */
const LONG = 90;

export function RunSection() {
  const { l } = useLabWords();
  const data = useLab((state) => state.data);
  const run = useLab((state) => state.run);
  if (data === null) return null;
  return (
    <Stop name="run">
      <Section title={l("run.title")} note={l("run.note")}>
        <div className={css.run}>
          <Controls run={run} />
          {run ? <Failures run={run} /> : null}
          {run ? <CurvesFigure run={run} /> : null}
        </div>
      </Section>
    </Stop>
  );
}

function Controls({ run }: { readonly run: LabRun | null }) {
  const { l } = useLabWords();
  const { run: start } = useLabActions();
  const count = useLab((state) => state.setup.models.length);
  if (run !== null && isBusy(run)) return <Running run={run} />;
  return (
    <div className={css.buttons}>
      <Button
        tone="accent"
        icon={<Play aria-hidden />}
        disabled={count === 0}
        onClick={() => void start()}
      >
        {run === null ? l("run.train", { count }) : l("run.again", { count })}
      </Button>
      {count === 0 ? <p className={css.hint}>{l("run.choose")}</p> : null}
    </div>
  );
}

function Running({ run }: { readonly run: LabRun }) {
  const { l, format } = useLabWords();
  const { pause, resume, cancel } = useLabActions();
  const paused = run.phase === "paused";
  const left = run.left === null ? null : Math.ceil(run.left / SECOND);
  const time =
    left === null || left < LONG
      ? format.span(SECOND * Math.max(1, left ?? 0))
      : l("protocol.minutes", { count: Math.ceil(left / 60) });
  return (
    <>
      <RunBar
        label={<Doing run={run} />}
        left={
          paused
            ? l("run.paused")
            : left === null
              ? l("run.measuring")
              : l("run.left", { time })
        }
        share={shareOf(run)}
      />
      <div className={css.buttons}>
        {paused ? (
          <Button icon={<Play aria-hidden />} onClick={() => void resume()}>
            {l("run.resume")}
          </Button>
        ) : (
          <Button
            icon={<Pause aria-hidden />}
            disabled={run.phase !== "running"}
            onClick={() => void pause()}
          >
            {l("run.pause")}
          </Button>
        )}
        <Button
          icon={<X aria-hidden />}
          busy={run.phase === "cancelling"}
          onClick={() => void cancel()}
        >
          {l("run.cancel")}
        </Button>
      </div>
    </>
  );
}

function Doing({ run }: { readonly run: LabRun }) {
  const { l, modelName } = useLabWords();
  const titleOf = useModelTitle();
  const { now, phase } = run;
  if (phase === "cancelling") return l("run.cancelling");
  if (now === null) return l("run.starting");
  const model = modelName(now.model, titleOf(now.model));
  const { seed, epoch, epochs } = now;
  if (now.doing === "ranking") return l("run.ranking", { model, seed });
  return epochs > 0
    ? l("run.fitting", { model, seed, epoch, epochs })
    : l("run.fittingAtOnce", { model, seed });
}

function Failures({ run }: { readonly run: LabRun }) {
  const { l, modelName } = useLabWords();
  const titleOf = useModelTitle();
  const describe = useErrorWords();
  const { failures, error, phase } = run;
  const failed = phase === "failed" ? describe(error) : null;
  if (failed === null && failures.length === 0) return null;
  return (
    <div className={css.failures} role="alert">
      {failed ? (
        <p>
          <strong>{l("run.failed")}</strong> {failed.message} {failed.remedy}
        </p>
      ) : null}
      {failures.map(({ model, seed, why, remedy }) => (
        <p key={`${model} ${seed}`}>
          <strong>{modelName(model, titleOf(model))}:</strong> {why} {remedy}
        </p>
      ))}
    </div>
  );
}
