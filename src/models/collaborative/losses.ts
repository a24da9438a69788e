/** Losses over pairs of vectors, `[B, d]` each. */
import {
  add,
  mean,
  mul,
  neg,
  softplus,
  sub,
  sum,
  type Scalar,
  type Tensor2D,
} from "@tensorflow/tfjs-core";

/** BPR: mean of -ln sigmoid(u.p - u.n), plus `decay` of the squares (Rendle et al. 2009, arXiv 1205.2618, BPR-OPT). */
export function pairLoss(
  user: Tensor2D,
  positive: Tensor2D,
  negative: Tensor2D,
): Scalar {
  const lead = sum(mul(user, sub(positive, negative)), 1);
  return mean(softplus(neg(lead)));
}

/** Mean over the batch of the squared lengths, halved. */
export function squares(batch: number, ...vectors: Tensor2D[]): Scalar {
  const all = vectors.map((each): Scalar => sum(mul(each, each)));
  const total = all.reduce((a, b) => add(a, b));
  return mul(total, 0.5 / batch);
}
