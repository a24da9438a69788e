/**
 * Settings of the trainable models: the first of each list is the default, the others are what the automatic choice
 * tries. Whoever uses a model on data of their own chooses on validation rows.
 */

/** Half-lives of an interaction in days; 0 counts all alike. */
export const POPULARITY = [{ halfLife: 0 }] as const;
export const RECENT_POPULARITY = [
  { halfLife: 180 },
  { halfLife: 30 },
  { halfLife: 720 },
] as const;

/** Exponents: see src/models/baselines/item-knn.ts. */
export const ITEM_KNN = [
  cosine(200),
  { ...cosine(0), userPower: 0.5 },
  { ...cosine(50), toPower: 0.3 },
] as const;

/** Directed and with recency; the exponents are those that did best on the validation rows of Amazon Beauty. */
export const RECENT_ITEM_KNN = [
  recent(0),
  { ...recent(0.3), toPower: 0.3 },
  { ...recent(1), recencyPower: 0.5 },
] as const;

export const EASE = [{ ridge: 200 }, { ridge: 50 }, { ridge: 800 }] as const;

function cosine(neighbours: number) {
  return {
    reach: 0,
    lagPower: 0,
    userPower: 0,
    fromPower: 0.5,
    toPower: 0.5,
    backward: 1,
    recencyPower: 0,
    neighbours,
  };
}

function recent(backward: number) {
  return {
    reach: 50,
    lagPower: 0.5,
    userPower: 0.5,
    fromPower: 0.5,
    toPower: 0.1,
    backward,
    recencyPower: 1,
    neighbours: 0,
  };
}

/** GF-CF as published is the second; the first has a wider band and milder exponents. */
export const GRAPH_FILTER = [
  {
    rank: 512,
    passes: 4,
    linearPower: 0.4,
    lowPower: 0.6,
    lowWeight: 0.355,
  },
  { rank: 256, passes: 4, linearPower: 0.5, lowPower: 0.5, lowWeight: 0.3 },
  { rank: 64, passes: 4, linearPower: 0.4, lowPower: 0.5, lowWeight: 0.3 },
] as const;

/** Trained by Adam; an epoch sees every like once. */
const TRAINING = {
  epochs: 60,
  batch: 2048,
  learningRate: 0.005,
  validateEvery: 5,
  patience: 2,
} as const;

export const BPR = [
  { ...TRAINING, dimensions: 64, decay: 1e-3 },
  { ...TRAINING, dimensions: 64, decay: 1e-2 },
] as const;

export const LIGHT_GCN = [
  {
    ...TRAINING,
    batch: 8192,
    learningRate: 0.01,
    dimensions: 64,
    layers: 3,
    decay: 1e-4,
  },
  {
    ...TRAINING,
    batch: 8192,
    learningRate: 0.01,
    dimensions: 64,
    layers: 2,
    decay: 1e-3,
  },
] as const;

export const NEUMF = [{ ...TRAINING, dimensions: 32, decay: 1e-3 }] as const;

export const CONTENT_FACTORS = [
  {
    ...TRAINING,
    batch: 2048,
    learningRate: 0.01,
    dimensions: 64,
    temperature: 0.1,
    decay: 1e-4,
    sparsity: 1e-3,
    dropout: 0.2,
    forget: 0.3,
    memory: 50,
  },
  {
    ...TRAINING,
    batch: 2048,
    learningRate: 0.01,
    dimensions: 64,
    temperature: 0.2,
    decay: 1e-3,
    sparsity: 1e-3,
    dropout: 0.4,
    forget: 0.5,
    memory: 200,
  },
] as const;
