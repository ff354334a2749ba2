import type { Columns } from './columns.ts';
import type { Samples } from './samples.ts';

export interface SolveOptions {
  /** What one unit of weight costs: small weights vanish. */
  sparsity: number;
  rounds: number;
  /** Where to begin; default nowhere. */
  from?: Solution;
  onRound?(round: number, loss: number): void;
}

export interface Solution {
  /** By term, 0 or more. */
  weights: Float64Array;
  bias: number;
  loss: number;
}

const STEP = 0.05;
const MOMENTUM = 0.9;
const VARIANCE = 0.999;

/**
 * Logistic regression with weights of 0 or more, so that no evidence ever speaks for innocence and
 * the score is monotone. Adam, projected; the same samples give the same weights.
 * @param width how many terms the columns are of
 */
export function solve(
  samples: Samples,
  columns: Columns,
  width: number,
  { sparsity, rounds, from, onRound }: SolveOptions,
): Solution {
  const weights = from === undefined ? new Float64Array(width) : from.weights.slice();
  const gradient = new Float64Array(width + 1);
  const mean = new Float64Array(width + 1);
  const square = new Float64Array(width + 1);
  let bias = from?.bias ?? -3;
  let loss = 0;
  let all = 0;
  for (let i = 0; i < samples.length; i++) all += samples.weight(i);
  for (let round = 1; round <= rounds; round++) {
    gradient.fill(0);
    loss = 0;
    for (let i = 0; i < samples.length; i++) {
      const probability = 1 / (1 + Math.exp(-bias - columns.sum(i, weights)));
      const label = samples.isAttack(i) ? 1 : 0;
      const weight = samples.weight(i);
      loss -= weight * Math.log(Math.max(1e-12, label === 1 ? probability : 1 - probability));
      const error = weight * (probability - label);
      columns.addTo(gradient, i, error);
      gradient[width]! += error;
    }
    const rate = STEP * (round > rounds * 0.7 ? 0.2 : 1);
    for (let j = 0; j <= width; j++) {
      const slope = gradient[j]! / all + (j < width ? sparsity : 0);
      mean[j] = MOMENTUM * mean[j]! + (1 - MOMENTUM) * slope;
      square[j] = VARIANCE * square[j]! + (1 - VARIANCE) * slope * slope;
      const step =
        (rate * (mean[j]! / (1 - MOMENTUM ** round))) /
        (Math.sqrt(square[j]! / (1 - VARIANCE ** round)) + 1e-8);
      if (j === width) bias -= step;
      else weights[j] = Math.max(0, weights[j]! - step);
    }
    onRound?.(round, loss / all);
  }
  return { weights, bias, loss: loss / all };
}
