import { describe, expect, it } from 'vitest';
import { bootstrap, bootstrapTotal } from './bootstrap.ts';
import { poisson, wilson } from './estimate.ts';
import { quartiles } from './quantiles.ts';

describe('wilson', () => {
  // R: prop.test(x, n, correct = FALSE)
  it.each([
    [0, 10, 0, 0.2775],
    [5, 10, 0.2366, 0.7634],
    [10, 10, 0.7225, 1],
    [81, 263, 0.2553, 0.3662],
  ])('%i of %i: %f to %f', (successes, trials, low, high) => {
    const interval = wilson(successes, trials);
    expect(interval?.low).toBeCloseTo(low, 3);
    expect(interval?.high).toBeCloseTo(high, 3);
  });

  it('has no share of nothing', () => expect(wilson(0, 0)).toBeNull());
});

describe('poisson', () => {
  // R: poisson.test(x); Byar's approximation is within a hundredth of it.
  it.each([
    [0, 0, 3.69],
    [1, 0.025, 5.57],
    [10, 4.795, 18.39],
    [100, 81.36, 121.63],
  ])('%i: %f to %f', (count, low, high) => {
    const interval = poisson(count);
    expect(Math.abs(interval.low - low)).toBeLessThan(0.03);
    expect(Math.abs(interval.high - high)).toBeLessThan(0.05);
  });
});

describe('bootstrap', () => {
  const clusters = Array.from({ length: 40 }, (_, i) => (i % 4) + i / 1e6);
  const mean = (drawn: readonly number[]) => ({
    mean: drawn.reduce((sum, value) => sum + value, 0) / drawn.length,
  });

  it('is the same for the same seed, and about as wide as theory says', () => {
    const { mean: interval } = bootstrap(clusters, mean, 7);
    expect(bootstrap(clusters, mean, 7).mean).toEqual(interval);
    expect(bootstrap(clusters, mean, 8).mean).not.toEqual(interval);
    const theory = (1.96 * Math.sqrt(1.25)) / Math.sqrt(40);
    expect(interval?.value).toBeCloseTo(1.5);
    expect((interval!.high - interval!.low) / 2).toBeCloseTo(theory, 1);
  });

  it('of a total varies as the sum of its contributors does', () => {
    const { value, low, high } = bootstrapTotal(Array<number>(100).fill(1), 7);
    expect(value).toBe(100);
    expect(low).toBeGreaterThan(75);
    expect(low).toBeLessThan(88);
    expect(high).toBeGreaterThan(112);
    expect(high).toBeLessThan(125);
  });

  it('has no figure of nothing', () => expect(bootstrap([], mean, 7).mean).toBeNull());
});

it.each([
  [[], null],
  [[3], { lower: 3, median: 3, upper: 3 }],
  [[4, 1, 2, 3], { lower: 1.75, median: 2.5, upper: 3.25 }],
])('quartiles of %j', (values, expected) => expect(quartiles(values)).toEqual(expected));
