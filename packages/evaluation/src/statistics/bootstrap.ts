import type { Estimate } from './estimate.ts';
import { quantile } from './quantiles.ts';
import { createRandom, poissonOne } from './random.ts';

const ROUNDS = 1000;

/**
 * Figures of clusters with intervals from drawing whole clusters again, the same for the same
 * seed. What is NaN is no figure: `null`.
 */
export function bootstrap<Cluster, Name extends string>(
  clusters: readonly Cluster[],
  figuresOf: (clusters: readonly Cluster[]) => Record<Name, number>,
  seed: number,
): Record<Name, Estimate | null> {
  const random = createRandom(seed);
  const values = figuresOf(clusters);
  const names = Object.keys(values) as Name[];
  const drawn = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (let round = 0; round < ROUNDS && clusters.length > 0; round++) {
    const figures = figuresOf(
      clusters.map(() => clusters[Math.floor(random() * clusters.length)]!),
    );
    for (const name of names) drawn.get(name)!.push(figures[name]);
  }
  const estimates = names.map((name) => [name, estimate(values[name], drawn.get(name)!)]);
  return Object.fromEntries(estimates) as Record<Name, Estimate | null>;
}

/**
 * The interval of a total to which few of very many clusters contribute: each contributor is drawn
 * as often as a resample of all would have drawn it.
 */
export function bootstrapTotal(contributions: readonly number[], seed: number): Estimate {
  const random = createRandom(seed);
  const totals: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    let total = 0;
    for (const contribution of contributions) total += contribution * poissonOne(random);
    totals.push(total);
  }
  return estimate(
    contributions.reduce((sum, contribution) => sum + contribution, 0),
    totals,
  )!;
}

function estimate(value: number, drawn: readonly number[]): Estimate | null {
  if (Number.isNaN(value)) return null;
  const sorted = drawn.filter((figure) => !Number.isNaN(figure)).sort((a, b) => a - b);
  return { value, low: quantile(sorted, 0.025), high: quantile(sorted, 0.975) };
}
