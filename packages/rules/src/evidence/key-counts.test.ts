import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KeyCounts } from './key-counts.ts';

describe('sums by key', () => {
  it('are those of a map, evaluation after evaluation', () => {
    const key = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.maxSafeNat());
    const round = fc.array(fc.tuple(key, fc.constantFrom(0.25, 1)), { maxLength: 400 });
    const counts = new KeyCounts();
    fc.assert(
      fc.property(round, (added) => {
        const sums = new Map<number, number>();
        counts.begin();
        for (const [of, by] of added) {
          expect(counts.add(of, by)).toBe(!sums.has(of));
          sums.set(of, (sums.get(of) ?? 0) + by);
        }
        expect(counts.size).toBe(sums.size);
        expect(counts.most).toBe(Math.max(0, ...sums.values()));
      }),
    );
  });

  it('take no more keys than they have room for', () => {
    const counts = new KeyCounts();
    counts.begin();
    expect(() => {
      for (let key = 0; key < 1024; key++) counts.add(key * 1024);
    }).toThrow(RangeError);
  });
});
