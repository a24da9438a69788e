/**
 * The model of one person's taste, as the engine worker drives it: base model and catalogue vectors in,
 * ranked items, explanations and adapters out. It assumes that TensorFlow.js has a backend set and owns
 * every tensor that it makes; it holds no truth, each call carries the ratings that it answers for.
 */
import { PATHS } from "../config/taste.ts";
import { TUNING } from "../config/tuning.ts";
import { monotonic, since } from "../device/clock.ts";
import { createRandom } from "../device/random.ts";
import type { Adapter, FineTune } from "../domain/adapter.ts";
import { bytes, type Bytes } from "../domain/brand.ts";
import type { Catalogue, KnowledgeGraph } from "../domain/catalogue.ts";
import { PalateError } from "../domain/errors.ts";
import type { ItemId } from "../domain/item.ts";
import type { EncodedModality } from "../domain/modality.ts";
import type {
  Counterfactual,
  Explanation,
  LearnedConcept,
  Ranking,
  Standing,
} from "../domain/ranking.ts";
import { plus, type Features } from "../math/features.ts";
import { readAdapter } from "../stages/adapters/read.ts";
import { writeAdapter } from "../stages/adapters/write.ts";
import { warmUp } from "../stages/tuning/train.ts";
import { tune } from "../stages/tuning/tune.ts";
import { foldIn } from "../stages/user/fold-in.ts";
import type {
  AdapterSummary,
  TasteView,
  TuneProgress,
  TuneReport,
} from "./engine.ts";
import { readTaste, type TasteContent } from "./taste-base.ts";
import { coverList } from "./taste-cover.ts";
import {
  explanationOf,
  learnedConcepts,
  partsFor,
  pathsTo,
  ratingParts,
} from "./taste-explain.ts";
import {
  mergeHistory,
  withoutRow,
  type MergedHistory,
} from "./taste-history.ts";
import { TasteItems } from "./taste-items.ts";
import { nearestRows } from "./taste-nearest.ts";
import type { Ground } from "./taste-owned.ts";
import { listOf, standingIn, type Listed } from "./taste-rank.ts";
import { steeringOf, Users, type User } from "./taste-users.ts";
import { TasteWords } from "./taste-words.ts";
import { liftOf, readWishes, wishWeights } from "./taste-wishes.ts";

export interface TasteFiles {
  /** `base.safetensors` */
  readonly base: Uint8Array;
  /** `vectors.safetensors` */
  readonly vectors: Uint8Array;
  readonly catalogue: Catalogue;
  /** Called once, when an explanation or a concept is first asked for. */
  readonly graph: () => Promise<KnowledgeGraph>;
}

export class TasteModel {
  readonly #content: TasteContent;
  readonly #items: TasteItems;
  readonly #users = new Users();
  readonly #words: TasteWords;
  #adapter: Adapter | null = null;

  private constructor(content: TasteContent, graph: TasteFiles["graph"]) {
    this.#content = content;
    this.#items = new TasteItems(content.base);
    this.#words = new TasteWords(content.base, content.catalogue, graph);
  }

  static async load(files: TasteFiles): Promise<TasteModel> {
    const { base, vectors, catalogue } = files;
    return new TasteModel(
      await readTaste(base, vectors, catalogue),
      files.graph,
    );
  }

  /** SHA-256 of `base.safetensors`, hex. */
  get baseHash(): string {
    return this.#content.baseHash;
  }

  get catalogueHash(): string {
    return this.#content.catalogue.hash;
  }

  /** Uploads and compiles what the first ranking and the first fine-tune need; `view` must hold a like. */
  async warmUp(view: TasteView): Promise<void> {
    await this.rank(view, 1);
    await warmUp(this.#content.base.aligned.text.columns);
  }

  /** Memory of what this model holds on the backend. */
  get memory(): Bytes {
    return this.#items.memory;
  }

  async rank(view: TasteView, count: number): Promise<Ranking> {
    const start = monotonic();
    const { items, by } = await this.#listed(view, this.#history(view), count);
    return { items, logPosition: view.logPosition, took: since(start), by };
  }

  /** `[N]` the score of every item, seen or not, before calibration and diversity. */
  async scores(view: TasteView): Promise<Float32Array> {
    return (await this.#scored(view, this.#history(view))).scores;
  }

  async explain(view: TasteView, item: ItemId): Promise<Explanation> {
    const row = this.#row(item);
    const history = this.#history(view);
    const words = await this.#words.get();
    const steered = await this.#words.steered(view.concepts);
    const setting = await this.#items.setting(view.steering.modality);
    const user = this.#user(setting.features, history);
    // Only a wish asks for the scores of everything else.
    const lift = view.wishes?.length
      ? (await this.#scored(view, history)).lift
      : null;
    const { base, catalogue, rows } = this.#content;
    const asked = { base, setting, items: catalogue.items, steered, row };
    const rated = user.foldIn.history.rows;
    const byRating = ratingParts(asked, user, (t) =>
      this.#users.anew(
        setting.features,
        withoutRow(history, rated[t] ?? -1),
        user.tuned,
      ),
    );
    const liked = byRating
      .map((part) => rows.get(part.item) ?? -1)
      .filter((at) => history.values[history.rows.indexOf(at)] === "like")
      .slice(0, PATHS.starts);
    return explanationOf(item, partsFor(asked, user), {
      byRating,
      paths: pathsTo(words.finder, catalogue.items, liked, row),
      lift: lift?.[row] ?? 0,
    });
  }

  /** Ranks twice: with everything, and as if `without` had never been rated. */
  async counterfactual(
    view: TasteView,
    item: ItemId,
    without: ItemId,
    count: number,
  ): Promise<Counterfactual> {
    const row = this.#row(item);
    const history = this.#history(view);
    const luck = history.rows.length;
    const standing = async (of: MergedHistory): Promise<Standing> =>
      standingIn(await this.#listed(view, of, count, luck), item, row);
    const now = await standing(history);
    const otherwise = await standing(withoutRow(history, this.#row(without)));
    return { item, without, length: count, now, otherwise };
  }

  async learned(view: TasteView): Promise<readonly LearnedConcept[]> {
    const history = this.#history(view);
    if (history.rows.length === 0) return [];
    const { names } = await this.#words.get();
    const { features } = await this.#items.setting(view.steering.modality);
    const { weights } = this.#user(features, history);
    return learnedConcepts(this.#content.base, weights, history.rows, names);
  }

  /** Fine-tunes; `rank` may be called meanwhile. An aborted signal rejects with code `cancelled`. */
  async tune(
    view: TasteView,
    onProgress: (progress: TuneProgress) => void,
    signal: AbortSignal,
  ): Promise<TuneReport> {
    const start = monotonic();
    const history = this.#history(view);
    const counted = (value: string): number =>
      history.values.filter((each) => each === value).length;
    const likes = counted("like");
    if (likes < TUNING.fewestLikes)
      throw new PalateError(
        "bad-input",
        `A fine-tune needs ${TUNING.fewestLikes} likes and has ${likes}.`,
        "Like a few more items first.",
      );
    const { features } = await this.#items.setting(view.steering.modality);
    const { rows, values } = this.#users.of(features, history, null).foldIn
      .history;
    const tuned = await tune({
      features,
      rows,
      values,
      foldIn: (items, rated, background) => {
        const { posterior, weights } = foldIn(items, rated, background);
        return { alpha: posterior.alpha, weights };
      },
      random: createRandom(view.seed),
      signal,
      onProgress: (step, steps, loss) => onProgress({ step, steps, loss }),
    });
    this.#adapter = {
      origin: this.#origin(view),
      carried: history,
      tuned: tuned.kept ? tuned.result : null,
    };

    return {
      logPosition: view.logPosition,
      likes,
      dislikes: counted("dislike"),
      loss: tuned.loss,
      heldOut: { metric: "NDCG", ...tuned.heldOut },
      kept: tuned.kept,
      parameters: parametersOf(tuned.result),
      bytes: bytes(writeAdapter(this.#adapter).length),
      took: since(start),
    };
  }

  /** What lists under other adapters stand on (./taste-owned.ts). */
  async ground(view: TasteView): Promise<Ground> {
    const { features } = await this.#items.setting(view.steering.modality);
    return { content: this.#content, features };
  }

  /** The adapter in force as a safetensors file, for export and for the snapshot alike. */
  exportAdapter(view: TasteView): Promise<Uint8Array> {
    const file = writeAdapter({
      origin: this.#origin(view),
      carried: this.#history(view),
      tuned: this.#adapter?.tuned ?? null,
    });
    return Promise.resolve(file);
  }

  /**
   * Takes a file over: one given by a person, or this device's own snapshot after a restart. The file
   * knows which log it came from, so its ratings never count twice.
   */
  async importAdapter(file: Uint8Array): Promise<AdapterSummary> {
    const { base, catalogue, baseHash } = this.#content;
    const adapter = await Promise.resolve(file).then((content) =>
      readAdapter(content, {
        baseHash,
        catalogueHash: catalogue.hash,
        items: catalogue.items.length,
        dimensions: base.aligned.text.columns,
        concepts: base.concepts.columns,
      }),
    );
    this.#adapter = adapter;
    const { carried, origin, tuned } = adapter;
    const parameters = tuned ? parametersOf(tuned) : 0;
    return {
      logPosition: origin.logPosition,
      ratings: carried.rows.length,
      parameters,
      bytes: bytes(file.length),
    };
  }

  dropAdapter(): void {
    this.#adapter = null;
  }

  /** Items whose vectors of one modality are nearest by cosine to `vector` `[d_m]`, best first. */
  nearest(
    modality: EncodedModality,
    vector: Float32Array,
    count: number,
  ): readonly ItemId[] {
    const { vectors, catalogue } = this.#content;
    return nearestRows(vectors[modality], vector, count).flatMap((row) => {
      const item = catalogue.items[row];
      return item ? [item.id] : [];
    });
  }

  dispose(): void {
    this.#items.dispose();
  }

  #history(view: TasteView): MergedHistory {
    return mergeHistory(view, this.#adapter, this.#content.rows);
  }

  #user(features: Features, history: MergedHistory): User {
    return this.#users.of(features, history, this.#adapter?.tuned ?? null);
  }

  #origin(view: TasteView): Adapter["origin"] {
    return {
      formatVersion: 1,
      baseHash: this.baseHash,
      catalogueHash: this.catalogueHash,
      logPosition: view.logPosition,
      seed: view.seed,
      encoders: this.#content.base.encoders,
    };
  }

  #row(item: ItemId): number {
    const row = this.#content.rows.get(item);
    if (row !== undefined) return row;
    throw new PalateError("bad-input", `There is no item ${item}.`);
  }

  /** @param luck seeds the draw of exploration; the same for two histories that are compared */
  async #listed(
    view: TasteView,
    history: MergedHistory,
    count: number,
    luck = history.rows.length,
  ): Promise<Listed> {
    const { steering, notNow = [], wishes = [] } = view;
    const { catalogue, rows } = this.#content;
    const { items } = catalogue;
    const away = notNow.map((item) => rows.get(item) ?? -1);
    if (!history.values.includes("like") && wishes.length === 0) {
      const rated = history.rows;
      const { hidden } = steering;
      const left = { rated, away, hidden };
      const cover = coverList(this.#content, left, count);
      return { items: cover, scores: null, by: "cover" };
    }
    const { user, scores, order, lift, setting } = await this.#scored(
      view,
      history,
      luck,
    );
    const { features } = setting;
    const seen = new Set([...history.rows, ...away]);
    return {
      items: listOf(
        { items, features, seen, steering, lift },
        scores,
        order,
        count,
      ),
      scores,
      by: user.tuned ? "adapter" : "fold-in",
    };
  }

  async #scored(
    view: TasteView,
    history: MergedHistory,
    luck = history.rows.length,
  ) {
    const steered = await this.#words.steered(view.concepts);
    const { exploration, modality } = view.steering;
    const wishes = readWishes(view.wishes ?? [], this.#content);
    let user: User | undefined;
    const { setting, scores } = await this.#items.score(
      modality,
      ({ features }) => {
        user = this.#user(features, history);
        const mean = plus(
          user.weights,
          steeringOf(features, user.weights, steered),
          1,
        );
        const wished = wishes.map((wish) => wishWeights(features, wish));
        if (exploration === 0) return [mean, ...wished];
        const draw = user.draw(createRandom(view.seed + luck));
        const step = plus(draw, user.weights, -1);
        return [mean, ...wished, plus(mean, step, exploration)];
      },
    );
    if (!user) throw new PalateError("device-lost", "Nothing was scored.");
    const [mean = new Float32Array(), ...rest] = scores;
    return {
      user,
      scores: mean,
      order: rest[wishes.length] ?? mean,
      lift: liftOf(setting.features, wishes, rest),
      setting,
    };
  }
}

function parametersOf({ metric, gains, concepts }: FineTune): number {
  return (
    metric.a.length + metric.b.length + gains.length + concepts.gains.length
  );
}
