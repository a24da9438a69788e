/** The three kinds of judging behind one interface: lists of items, labelled rows, links of a graph. */
import { PalateError } from "../domain/errors.ts";
import { Blend, blendWeights, type Standard } from "./blend.ts";
import type {
  LinkPredictor,
  LinkQuery,
  Model,
  TrainingData,
  Triples,
} from "../domain/model.ts";
import type { Random } from "../domain/random.ts";
import type { Need, Recipe, Settings } from "../domain/recipe.ts";
import type { Arena, Fitted, FitRequest } from "./experiment.ts";
import { judgeLabels, judgeRanking, type Judgement } from "./judge.ts";
import { judgeLinks, linkSplitOf, thinned } from "./links.ts";
import { isCost, type MetricName } from "./metrics/names.ts";
import type { Dataset } from "./read/dataset.ts";
import { splitOf, type Case, type ItemProtocol, type Split } from "./split.ts";

export interface ArenaOptions {
  /** The first is what settings are chosen by. */
  readonly metrics: readonly MetricName[];
  /** Draws the split, the negatives and the validation sample; never the model's own draws. */
  readonly random: Random;
  /** Negatives a case, or null for all items. */
  readonly sampled: number | null;
  readonly device: GPUDevice | null;
  readonly signal: AbortSignal;
}

/** Users who are asked where a figure is only for choosing; all would cost more than training. */
const CHOICE_CASES = 2000;
/** And scores that several models may have to keep of them at once. */
const CHOICE_CELLS = 16 * 1024 * 1024;
const CHOICE_LINKS = 500;

export function rankingArena(
  data: Dataset,
  protocol: ItemProtocol | undefined,
  options: ArenaOptions,
): Arena {
  const split = splitOf(data, protocol, options.random);
  const seed = options.random.integer(2 ** 31);
  const judge = (
    model: Model<Case["query"]>,
    cases: readonly Case[],
    metrics: readonly MetricName[],
  ): Promise<Judgement> =>
    judgeRanking(model, cases, {
      ...options,
      metrics,
      train: split.train,
      words: data.words,
      items: data.items.length,
      random: options.random.fork(),
    });
  const few = options.random.sample(
    split.choice.cases,
    Math.min(CHOICE_CASES, Math.floor(CHOICE_CELLS / data.items.length)),
  );
  return itemArena(split.protocol, split, options, {
    facts: [
      ...factsOf(split),
      `${split.test.cases.length} users are asked, ${split.test.cases.filter(({ query }) => query.history.length === 0).length} of them without a history`,
      options.sampled === null
        ? "ranked among all items outside the history"
        : `ranked among ${options.sampled} sampled negatives (seed ${seed})`,
    ],
    validate: (model) =>
      judge(model, few, options.metrics.slice(0, 1)).then((each) =>
        firstOf(each, options.metrics),
      ),
    standard: "query",
    test: (model) => judge(model, split.test.cases, options.metrics),
  });
}

export function labelArena(
  data: Dataset,
  protocol: ItemProtocol | undefined,
  options: ArenaOptions,
): Arena {
  const split = splitOf(data, protocol, options.random);
  const { choice, test } = split;
  const [known, asked] = [choice.labelled, test.labelled];
  if (known === null || asked === null)
    throw new PalateError(
      "bad-input",
      `${data.name} has neither labels nor ratings.`,
      "Give a label or rating column, or choose another --protocol.",
    );
  return itemArena("labels", split, options, {
    facts: [...factsOf(split), `${asked.rows.user.length} rows are foretold`],
    validate: (model) =>
      judgeLabels(model, known, known, options.metrics.slice(0, 1)).then(
        (each) => firstOf(each, options.metrics),
      ),
    standard: "all",
    test: (model) => judgeLabels(model, known, asked, options.metrics),
  });
}

function factsOf({ train, choice }: Split): string[] {
  const { users, items, user } = train.interactions;
  return [
    `${users} users, ${items} items, ${user.length} training rows`,
    choice.refit
      ? "settings are chosen on a tenth held out of the training rows, then the model is fitted on all of them"
      : "the validation rows are never fitted on",
  ];
}

interface Judges<Query> {
  readonly standard: Standard;
  validate(model: Model<Query>): Promise<number>;
  test(model: Model<Query>): Promise<Judgement>;
}

interface ItemJudges extends Judges<Case["query"]> {
  readonly facts: readonly string[];
}

function itemArena(
  protocol: string,
  split: Split,
  options: ArenaOptions,
  judges: ItemJudges,
): Arena {
  const workshop = new Workshop(judges);
  const make = async (
    recipe: Recipe,
    settings: Settings,
    data: TrainingData,
    early: boolean,
    request: FitRequest,
  ): Promise<Fitted> => {
    if (recipe.task !== "items") throw wrongTask(recipe);
    const model = recipe.create(settings, options.device);
    return workshop.fit(model, data, request, early);
  };
  const { choice, train } = split;
  return {
    protocol,
    task: "items",
    facts: judges.facts,
    refit: choice.refit,
    refuses: (recipe) =>
      recipe.task === "items"
        ? missingOf(recipe, train, options.device)
        : `${recipe.name} ranks links, not items.`,
    fitForChoice: (recipe, settings, request) =>
      make(recipe, settings, choice.train, true, request),
    fitForTest: (recipe, settings, request) =>
      make(recipe, settings, train, !choice.refit, request),
    ...workshop.blending,
  };
}

export function linkArena(data: Dataset, options: ArenaOptions): Arena {
  const split = linkSplitOf(data, options.random);
  const training: TrainingData = {
    interactions: nobody(data.items.length),
    graph: split.train,
    content: data.content,
  };
  const few = thinned(split.valid, CHOICE_LINKS);
  const first = options.metrics.slice(0, 1);
  const judge = (
    model: LinkPredictor,
    rows: Triples,
    metrics: readonly MetricName[],
  ): Promise<Judgement> =>
    judgeLinks(model, rows, split.known, metrics, options.signal);
  const workshop = new Workshop<LinkQuery>({
    standard: "query",
    validate: (model) =>
      judge(model, few, first).then((each) => firstOf(each, options.metrics)),
    test: (model) => judge(model, split.test, options.metrics),
  });
  const make = (
    recipe: Recipe,
    settings: Settings,
    request: FitRequest,
  ): Promise<Fitted> => {
    if (recipe.task !== "links") throw wrongTask(recipe);
    const model = recipe.create(settings, options.device);
    return workshop.fit(model, training, request, true);
  };
  return {
    protocol: "links",
    task: "links",
    facts: [
      `${split.train.entities} entities, ${split.train.relations} relations, ${split.train.head.length} training triples`,
      `${split.test.head.length} test triples, both sides, filtered, ties at the mean rank`,
    ],
    refit: false,
    refuses: (recipe) =>
      recipe.task === "links"
        ? missingOf(recipe, training, options.device)
        : `${recipe.name} ranks items, not links.`,
    fitForChoice: make,
    fitForTest: make,
    ...workshop.blending,
  };
}

/** Fits models of one kind of query and remembers which fit is which model, for blends. */
class Workshop<Query> {
  readonly #judges: Judges<Query>;
  readonly #models = new WeakMap<Fitted, Model<Query>>();

  constructor(judges: Judges<Query>) {
    this.#judges = judges;
  }

  async fit(
    model: Model<Query>,
    data: TrainingData,
    request: FitRequest,
    early: boolean,
  ): Promise<Fitted> {
    const validate = (): Promise<number> => this.#judges.validate(model);
    try {
      await model.fit(data, early ? { ...request, validate } : request);
    } catch (error) {
      model.dispose();
      throw error;
    }
    const fitted: Fitted = {
      validate,
      test: () => this.#judges.test(model),
      dispose: () => {
        model.dispose();
      },
    };
    this.#models.set(fitted, model);
    return fitted;
  }

  readonly blending: Pick<Arena, "blendWeights" | "testBlend"> = {
    blendWeights: (fits) =>
      blendWeights(this.#of(fits), this.#judges.standard, (model) =>
        this.#judges.validate(model),
      ),
    testBlend: (fits, weights) => {
      const members = this.#of(fits).map((model, i) => ({
        model,
        weight: weights[i] ?? 0,
      }));
      const [only] = members;
      return this.#judges.test(
        members.length === 1 && only !== undefined
          ? only.model
          : new Blend("blend", members, this.#judges.standard),
      );
    },
  };

  #of(fits: readonly Fitted[]): Model<Query>[] {
    return fits.map((fitted) => {
      const model = this.#models.get(fitted);
      if (model === undefined) throw new RangeError("a fit of another arena");
      return model;
    });
  }
}

function firstOf(
  { metrics }: Judgement,
  [first]: readonly MetricName[],
): number {
  if (first === undefined) return 0;
  const value = metrics[first.text] ?? 0;
  return isCost(first) ? -value : value;
}

function missingOf(
  recipe: Recipe,
  data: TrainingData,
  device: GPUDevice | null,
): string | null {
  const { time, value } = data.interactions;
  const has: Record<Need, boolean> = {
    order: time !== null,
    graph: data.graph !== null && data.graph.head.length > 0,
    content: data.content.length > 0 || (data.attributes ?? []).length > 0,
    labels: value !== null,
    device: device !== null,
  };
  const missing = recipe.needs.filter((need) => !has[need]);
  return missing.length === 0
    ? null
    : `${recipe.name} needs ${missing.map((need) => NEEDED[need]).join(" and ")}, and there is none here.`;
}

const NEEDED: Readonly<Record<Need, string>> = {
  order: "an order in time (a timestamp column)",
  graph: "a knowledge graph (NAME.kg)",
  content: "attributes of items (NAME.item)",
  labels: "labels or ratings",
  device: "WebGPU",
};

function wrongTask({ name }: Recipe): PalateError {
  return new PalateError("bad-input", `${name} is not for this protocol.`);
}

function nobody(items: number): TrainingData["interactions"] {
  const none = new Uint32Array(0);
  return { users: 0, items, user: none, item: none, time: null, value: null };
}
