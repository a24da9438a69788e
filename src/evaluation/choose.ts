/**
 * Strategy optimisation: which model with which settings, judged on validation rows only. Successive halving (Jamieson
 * & Talwalkar 2016, arXiv 1502.07943): everybody gets a little time, the best third three times as much, and so on. A
 * fit that ended by itself is not repeated. The best of each kind stay fitted, for a blend (./blend.ts).
 */
import { ms, type Ms } from "../domain/brand.ts";
import { isCancelled, PalateError } from "../domain/errors.ts";
import type { Recipe, Settings } from "../domain/recipe.ts";
import { left, type Bench, type Fitted } from "./experiment.ts";

export interface Candidate {
  readonly recipe: Recipe;
  readonly settings: Settings;
}

/** What was tried, in order. */
export interface Trial {
  readonly model: string;
  readonly settings: Settings;
  readonly round: number;
  /** Higher is better; null where the fit failed. */
  readonly validation: number | null;
  readonly seconds: number;
  readonly note?: string;
}

/** A candidate that came through, with its best epoch where it has epochs. */
export interface Survivor extends Candidate {
  readonly validation: number;
  readonly epochs: number | null;
  readonly fitSeconds: number;
  readonly judgeSeconds: number;
  /** The time ran out before training ended by itself. */
  readonly cut: boolean;
  readonly fitted: Fitted;
}

interface Standing extends Candidate {
  readonly survivor: Survivor | null;
  /** False when more time could have made it better. */
  readonly finished: boolean;
}

const KEPT_SHARE = 1 / 3;
/** A fit that used this share of its time was cut short. */
const CUT_SHARE = 0.9;

/**
 * Every recipe that can run here with every setting worth a try; chance is no candidate. Defaults come first, and
 * among them those that use what is special in this data (order, graph), so that a short budget still sees them.
 */
export function candidatesOf(
  recipes: readonly Recipe[],
  refuses: (recipe: Recipe) => string | null,
): Candidate[] {
  const open = recipes
    .filter(({ name }) => name !== "random")
    .filter((recipe) => refuses(recipe) === null)
    .sort((a, b) => b.needs.length - a.needs.length);
  const most = Math.max(0, ...open.map(({ settings }) => settings.length));
  return Array.from({ length: most }, (_, place) =>
    open.flatMap((recipe) => {
      const settings = recipe.settings[place];
      return settings === undefined ? [] : [{ recipe, settings }];
    }),
  ).flat();
}

/**
 * The best of each kind of model, best first; their fits are the caller's to dispose of.
 *
 * @param budget for all trials together
 */
export async function choose(
  candidates: readonly Candidate[],
  bench: Bench,
  budget: Ms,
  onTrial: (trial: Trial) => void,
): Promise<Survivor[]> {
  const started = bench.now();
  const rounds = Math.max(
    1,
    Math.ceil(Math.log(candidates.length) / Math.log(1 / KEPT_SHARE)),
  );
  let standing: Standing[] = candidates.map((each) => ({
    ...each,
    survivor: null,
    finished: false,
  }));
  for (let round = 1; round <= rounds; round += 1) {
    const next: Standing[] = [];
    const waiting = standing.filter(({ finished }) => !finished).length;
    let still = waiting;
    for (const each of standing) {
      const time = left(budget, started, bench.now);
      if (each.finished || time <= 0) {
        if (each.survivor !== null) next.push(each);
        continue;
      }
      // What one does not use is the others'.
      const own = ms(time / (rounds - round + 1) / still);
      still -= 1;
      next.push(await attempt(each, round, own, bench, onTrial));
    }
    standing = kept(next, round === rounds);
  }
  const survivors = standing.flatMap(({ survivor }) => survivor ?? []);
  if (survivors.length === 0)
    throw new PalateError(
      "bad-input",
      "No model could be fitted on this data within the budget.",
      "Give a larger --budget.",
    );
  return survivors;
}

async function attempt(
  candidate: Standing,
  round: number,
  budget: Ms,
  bench: Bench,
  onTrial: (trial: Trial) => void,
): Promise<Standing> {
  const { recipe, settings } = candidate;
  const started = bench.now();
  const said = { model: recipe.name, settings, round };
  let best = { value: -Infinity, epoch: 0 };
  try {
    const fitted = await bench.arena.fitForChoice(recipe, settings, {
      random: bench.randomOf(bench.seeds[0] ?? 1),
      signal: bench.signal,
      budget,
      onProgress: (progress) => {
        const { validation: value = -Infinity, epoch } = progress;
        if (value > best.value) best = { value, epoch };
        bench.onProgress(recipe.name, progress);
      },
    });
    const took = bench.now() - started;
    const validation = await fitted.validate();
    const seconds = (bench.now() - started) / 1000;
    onTrial({ ...said, validation, seconds });
    candidate.survivor?.fitted.dispose();
    const epochs = best.epoch > 0 ? best.epoch : null;
    const cut = took >= CUT_SHARE * budget;
    const fitSeconds = took / 1000;
    return {
      ...candidate,
      survivor: {
        recipe,
        settings,
        validation,
        epochs,
        fitSeconds,
        judgeSeconds: seconds - fitSeconds,
        cut,
        fitted,
      },
      finished: !cut,
    };
  } catch (error) {
    if (isCancelled(error)) throw error;
    const note = error instanceof Error ? error.message : String(error);
    const seconds = (bench.now() - started) / 1000;
    onTrial({ ...said, validation: null, seconds, note });
    return { ...candidate, finished: true };
  }
}

/** The best third of those that could get better with time, and of those that cannot the best of each kind. */
function kept(standing: readonly Standing[], last: boolean): Standing[] {
  const ordered = standing
    .filter(({ survivor }) => survivor !== null)
    .sort(
      (a, b) => (b.survivor?.validation ?? 0) - (a.survivor?.validation ?? 0),
    );
  const open = ordered.filter(({ finished }) => !finished);
  const promising = new Set(
    open.slice(0, Math.max(1, Math.ceil(open.length * KEPT_SHARE))),
  );
  const kinds = new Set<string>();
  return ordered.filter((each) => {
    const first = !kinds.has(each.recipe.name);
    const stays = first || (!last && promising.has(each));
    kinds.add(each.recipe.name);
    if (!stays) each.survivor?.fitted.dispose();
    return stays;
  });
}
