/**
 * The model of one person's taste, as the engine worker drives it: base model and catalogue vectors in,
 * ranked items, explanations and adapters out. It assumes that TensorFlow.js has a backend set and owns
 * every tensor that it makes; it holds no truth, each call carries the ratings that it answers for.
 */
import { COVER, PATHS } from "../config/taste.ts";
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
  Explanation,
  LearnedConcept,
  Ranking,
} from "../domain/ranking.ts";
import { plus, type Features } from "../math/features.ts";
import { readAdapter } from "../stages/adapters/read.ts";
import { writeAdapter } from "../stages/adapters/write.ts";
import { createPathFinder, type PathFinder } from "../stages/graph/paths.ts";
import { coverOrder } from "../stages/scoring/cover.ts";
import { tune } from "../stages/tuning/tune.ts";
import { foldIn } from "../stages/user/fold-in.ts";
import type {
  AdapterSummary,
  TasteView,
  TuneProgress,
  TuneReport,
} from "./engine.ts";
import { readTaste, type TasteContent } from "./taste-base.ts";
import {
  conceptNames,
  explanationOf,
  learnedConcepts,
  partsOf,
  pathsTo,
  sharesOf,
} from "./taste-explain.ts";
import { mergeHistory, type MergedHistory } from "./taste-history.ts";
import { TasteItems } from "./taste-items.ts";
import { nearestRows } from "./taste-nearest.ts";
import type { Ground } from "./taste-owned.ts";
import { listOf, probability } from "./taste-rank.ts";
import { steeringOf, Users, type User } from "./taste-users.ts";

export interface TasteFiles {
  /** `base.safetensors` */
  readonly base: Uint8Array;
  /** `vectors.safetensors` */
  readonly vectors: Uint8Array;
  readonly catalogue: Catalogue;
  /** Called once, when an explanation or a concept is first asked for. */
  readonly graph: () => Promise<KnowledgeGraph>;
}

/** What the knowledge graph gives once it was asked for. */
interface Words {
  readonly names: readonly { readonly id: string; readonly label: string }[];
  readonly columnOf: ReadonlyMap<string, number>;
  readonly finder: PathFinder;
}

export class TasteModel {
  readonly #content: TasteContent;
  readonly #items: TasteItems;
  readonly #users = new Users();
  readonly #graph: () => Promise<KnowledgeGraph>;
  #words: Promise<Words> | undefined;
  #adapter: Adapter | null = null;

  private constructor(content: TasteContent, graph: TasteFiles["graph"]) {
    this.#content = content;
    this.#items = new TasteItems(content.base);
    this.#graph = graph;
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

  /** Memory of the tensors that this model holds on the backend. */
  get memory(): Bytes {
    return this.#items.memory;
  }

  async rank(view: TasteView, count: number): Promise<Ranking> {
    const start = monotonic();
    const history = this.#history(view);
    const { logPosition, steering } = view;
    if (!history.values.includes("like")) {
      const items = this.#cover(view, history, count);
      return { items, logPosition, took: since(start), by: "cover" };
    }
    const { user, scores, order, features } = await this.#scored(view, history);
    const items = listOf(
      {
        items: this.#content.catalogue.items,
        features,
        seen: new Set(history.rows),
        steering,
      },
      scores,
      order,
      count,
    );
    const by = user.tuned ? "adapter" : "fold-in";
    return { items, logPosition, took: since(start), by };
  }

  /** `[N]` the score of every item, seen or not, before calibration and diversity. */
  async scores(view: TasteView): Promise<Float32Array> {
    return (await this.#scored(view, this.#history(view))).scores;
  }

  async explain(view: TasteView, item: ItemId): Promise<Explanation> {
    const row = this.#content.rows.get(item);
    if (row === undefined)
      throw new PalateError("bad-input", `There is no item ${item}.`);
    const history = this.#history(view);
    const steered = await this.#steering(view);
    const words = await this.#named();
    const setting = await this.#items.setting(view.steering.modality);
    const user = this.#user(setting.features, history);
    const { base, catalogue } = this.#content;
    const shares = sharesOf(
      catalogue.items,
      user.foldIn.history.rows,
      user.carried(row),
    );
    const liked = shares
      .map((share) => this.#content.rows.get(share.item) ?? -1)
      .filter((at) => history.values[history.rows.indexOf(at)] === "like")
      .slice(0, PATHS.starts);
    return explanationOf(
      item,
      partsOf(
        base,
        setting,
        user.weights,
        steeringOf(setting.features, user.weights, steered),
        row,
      ),
      shares,
      pathsTo(words.finder, catalogue.items, liked, row),
    );
  }

  async learned(view: TasteView): Promise<readonly LearnedConcept[]> {
    const history = this.#history(view);
    if (history.rows.length === 0) return [];
    const { names } = await this.#named();
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

  async #scored(view: TasteView, history: MergedHistory) {
    const steered = await this.#steering(view);
    const { exploration, modality } = view.steering;
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
        if (exploration === 0) return [mean];
        const random = createRandom(view.seed + history.rows.length);
        const draw = user.draw(random);
        const step = plus(draw, user.weights, -1);
        return [mean, plus(mean, step, exploration)];
      },
    );
    const [mean = new Float32Array(), order = mean] = scores;
    if (!user) throw new PalateError("device-lost", "Nothing was scored.");
    return { user, scores: mean, order, features: setting.features };
  }

  /** What concept steering asks for, by column; the graph is read only when there is any. */
  async #steering(
    view: TasteView,
  ): Promise<ReadonlyMap<number, "boost" | "quiet" | "forget">> {
    const wishes = Object.entries(view.concepts);
    if (wishes.length === 0) return new Map();
    const { columnOf } = await this.#named();
    return new Map(
      wishes.flatMap(([concept, wish]) => {
        const column = columnOf.get(concept);
        return column === undefined ? [] : [[column, wish] as const];
      }),
    );
  }

  #cover(
    { steering }: TasteView,
    history: MergedHistory,
    count: number,
  ): Ranking["items"] {
    const { catalogue, base } = this.#content;
    const hidden = new Set(steering.hidden);
    const stored =
      history.rows.length === 0 && hidden.size === 0 && count <= COVER.stored;
    const order = stored
      ? [...base.cover.subarray(0, count)]
      : coverOrder(
          base.concepts,
          this.#content.coverItems,
          count,
          history.rows,
          (row) => !hidden.has(catalogue.items[row]?.domain ?? "things"),
        );
    return order.flatMap((row, rank) => {
      const item = catalogue.items[row];
      return item ? [{ item: item.id, score: probability(0), rank }] : [];
    });
  }

  #named(): Promise<Words> {
    this.#words ??= this.#graph().then((graph) => {
      const { base, catalogue } = this.#content;
      const names = conceptNames(base, graph, catalogue.items);
      return {
        names,
        columnOf: new Map(names.map(({ id }, column) => [id, column])),
        finder: createPathFinder(
          graph,
          catalogue.items.map(({ title }) => title),
        ),
      };
    });
    return this.#words;
  }
}

function parametersOf({ metric, gains, concepts }: FineTune): number {
  return (
    metric.a.length + metric.b.length + gains.length + concepts.gains.length
  );
}
