import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SortedSums } from './sorted-sums.ts';

interface Entry {
  time: number;
  a: number;
  b: number;
}

const entry = fc.record({ time: fc.nat(20), a: fc.nat(100), b: fc.nat(100) });

function naive(entries: readonly Entry[], from: number, to: number) {
  const inside = entries.filter(({ time }) => time > from && time <= to);
  return {
    count: inside.length,
    a: inside.reduce((sum, { a }) => sum + a, 0),
    b: inside.reduce((sum, { b }) => sum + b, 0),
  };
}

describe('SortedSums', () => {
  it('gives what adding up gives, after any inserts and removals', () => {
    fc.assert(
      fc.property(
        fc.array(entry),
        fc.array(fc.nat()),
        fc.nat(21),
        fc.nat(21),
        (added, removals, x, y) => {
          const sums = new SortedSums();
          const kept = [...added];
          for (const { time, a, b } of added) sums.insert(time, a, b);
          for (const pick of removals) {
            const [gone] = kept.splice(pick % Math.max(1, kept.length), 1);
            if (gone !== undefined) sums.remove(gone.time, gone.a, gone.b);
          }
          const [from, to] = [Math.min(x, y) - 1, Math.max(x, y)];
          const { count, a, b } = naive(kept, from, to);
          expect([sums.count(from, to), sums.sumA(from, to), sums.sumB(from, to)]).toEqual([
            count,
            a,
            b,
          ]);
        },
      ),
    );
  });

  it('refuses to remove what is not there', () => {
    const sums = new SortedSums();
    sums.insert(1, 0, 0);
    expect(() => sums.remove(2, 0, 0)).toThrow(RangeError);
  });
});
