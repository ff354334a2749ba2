import type { Random } from './random.ts';

/** Items drawn in proportion to their weights. */
export interface Weighted<T> {
  items: readonly T[];
  /** Running sums of the weights. */
  sums: readonly number[];
}

export function weighted<T>(pairs: readonly (readonly [item: T, weight: number])[]): Weighted<T> {
  const used = pairs.filter(([, weight]) => weight > 0);
  let sum = 0;
  const sums = used.map(([, weight]) => {
    sum += weight;
    return sum;
  });
  return { items: used.map(([item]) => item), sums };
}

/** The item at this share (0 ≤ share < 1) of the whole weight. */
export function atShare<T>(from: Weighted<T>, share: number): T {
  const mark = share * from.sums.at(-1)!;
  const index = from.sums.findIndex((sum) => mark < sum);
  return from.items[index < 0 ? from.items.length - 1 : index]!;
}

export function draw<T>(rng: Random, from: Weighted<T>): T {
  return atShare(from, rng.float());
}
