/** What a run's events make of what is known about it; and how long it will take. Pure. */
import { ms, type Ms } from "../domain/brand.ts";
import type { LabEvent } from "../domain/lab.ts";
import type { LabCurve, LabRun } from "./lab-state.ts";

export const NEW_RUN: LabRun = {
  phase: "starting",
  plan: null,
  now: null,
  curves: [],
  fits: [],
  failures: [],
  left: null,
  result: null,
  error: null,
};

export function after(run: LabRun, event: LabEvent): LabRun {
  switch (event.is) {
    case "planned": {
      const { protocol, metrics, fits } = event;
      return { ...run, plan: { protocol, metrics, fits } };
    }
    case "begun": {
      const { model, seed } = event;
      const now = {
        model,
        seed,
        epoch: 0,
        epochs: 0,
        doing: "fitting",
      } as const;
      return { ...run, now };
    }
    case "epochs": {
      const { model, seed, epochs, points } = event;
      const epoch = points.at(-1)?.epoch ?? 0;
      const now = { model, seed, epoch, epochs, doing: "fitting" } as const;
      return { ...run, now, curves: longer(run.curves, event) };
    }
    case "ranking":
      return {
        ...run,
        now: run.now && { ...run.now, doing: "ranking" },
      };
    case "fitted":
      return { ...run, fits: [...run.fits, event.fit] };
    case "failed":
      return { ...run, failures: [...run.failures, event.failure] };
    default:
      return event satisfies never;
  }
}

function longer(
  curves: readonly LabCurve[],
  { model, seed, points }: LabCurve,
): LabCurve[] {
  const own = (curve: LabCurve) => curve.model === model && curve.seed === seed;
  const before = curves.find(own)?.points ?? [];
  return [
    ...curves.filter((curve) => !own(curve)),
    { model, seed, points: [...before, ...points] },
  ];
}

/** Fits that are over, whether they gave a figure or not. */
function doneOf({ fits, failures }: LabRun): number {
  return fits.length + failures.length;
}

/** The share of all fits that is done, the current one counted by its epochs. */
export function shareOf(run: LabRun): number {
  const { plan, now } = run;
  if (plan === null || plan.fits === 0) return 0;
  const current = now && now.epochs > 0 ? now.epoch / now.epochs : 0;
  const started = now !== null && !isOver(run, now.model, now.seed);
  return (doneOf(run) + (started ? current : 0)) / plan.fits;
}

function isOver(run: LabRun, model: string, seed: number): boolean {
  const is = (one: { readonly model: string; readonly seed: number }) =>
    one.model === model && one.seed === seed;
  return run.fits.some(is) || run.failures.some(is);
}

/**
 * Time that is left: a fit of a model that was fitted before takes as long again, one that was not takes as long as
 * the mean of those that were, and the current one goes on at its pace. Null while nothing is known.
 */
export function leftOf(
  run: LabRun,
  models: readonly string[],
  inFit: Ms,
): Ms | null {
  const { plan, now, fits } = run;
  if (plan === null || now === null) return null;
  const took = (model: string): number | null => {
    const own = fits.filter((fit) => fit.model === model);
    const sum = own.reduce((total, { fit, rank }) => total + fit + rank, 0);
    return own.length === 0 ? null : sum / own.length;
  };
  const share = now.epochs > 0 ? now.epoch / now.epochs : 0;
  const current = took(now.model) ?? (share > 0 ? inFit / share : null);
  const known = models.flatMap((model) =>
    model === now.model ? (current ?? []) : (took(model) ?? []),
  );
  if (known.length === 0) return null;
  const mean = known.reduce((sum, one) => sum + one, 0) / known.length;
  const over = isOver(run, now.model, now.seed);
  const rest = over ? 0 : Math.max(0, (current ?? mean) - inFit);
  const pending = plan.fits - doneOf(run) - (over ? 0 : 1);
  return ms(rest + Math.max(0, pending) * mean);
}
