import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HashNumbers } from './hash-numbers.ts';

describe('numbers by hash', () => {
  it('are those of a map', () => {
    const hash = fc.oneof(
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: 1, max: 2 ** 32 - 1 }),
    );
    const entries = fc.array(fc.tuple(hash, fc.double({ noNaN: true })), { maxLength: 300 });
    fc.assert(
      fc.property(entries, hash, (given, asked) => {
        const numbers = new HashNumbers();
        for (const [of, number] of given) numbers.set(of, number);
        const map = new Map(given);
        for (const of of [...map.keys(), asked]) expect(numbers.get(of)).toBe(map.get(of));
      }),
    );
  });
});
