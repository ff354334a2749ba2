import { expect, test } from 'vitest';
import { Random } from './random.ts';

function mean(count: number, draw: () => number): number {
  return Array.from({ length: count }, draw).reduce((sum, x) => sum + x, 0) / count;
}

test('the same seeds give the same stream, other seeds another', () => {
  const words = (...seeds: (string | number)[]) => {
    const rng = new Random(...seeds);
    return Array.from({ length: 5 }, () => rng.word());
  };
  expect(words(1, 'a', 2)).toEqual(words(1, 'a', 2));
  expect(words(1, 'a', 2)).not.toEqual(words(1, 'a', 3));
  expect(words(1, 'a', 2)).not.toEqual(words(2, 'a', 2));
});

test('streams of neighbouring seeds start unalike', () => {
  const first = Array.from({ length: 2_000 }, (_, i) => new Random(1, 'lawful', i).float());
  expect(new Set(first).size).toBe(2_000);
  expect(first.filter((x) => x < 0.5).length / 2_000).toBeCloseTo(0.5, 1);
});

test('a draw stays within its bounds', () => {
  const rng = new Random('bounds');
  for (let i = 0; i < 2_000; i++) {
    expect(rng.whole(3, 5)).toSatisfy((n: number) => [3, 4, 5].includes(n));
    expect(rng.wide(2, 9)).toSatisfy((x: number) => x >= 2 && x < 9);
  }
});

test.each([0.05, 1, 7, 60])('a Poisson draw of mean %d has that mean', (expected) => {
  const rng = new Random('poisson', expected);
  const found = mean(20_000, () => rng.poisson(expected));
  expect(Math.abs(found - expected)).toBeLessThan(4 * Math.sqrt(expected / 20_000));
});

test('half of the log-normal draws lie below the median', () => {
  const rng = new Random('log-normal');
  expect(mean(20_000, () => (rng.logNormal(300, 0.8) < 300 ? 1 : 0))).toBeCloseTo(0.5, 1);
});
