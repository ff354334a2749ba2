import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CallTraits, noveltyOf, packTraits, unpackTraits } from './call-traits.ts';

const share = fc.integer({ min: 0, max: 255 }).map((level) => level / 255);
const traits = fc.record<CallTraits>({
  novelty: fc.integer({ min: 0, max: 3 }),
  quiet: share,
  rarity: share,
  source: share,
  ride: share,
  flags: fc.integer({ min: 0, max: 127 }),
});
const empty = (): CallTraits => ({ novelty: 0, quiet: 0, rarity: 0, source: 0, ride: 0, flags: 0 });

it('gives back what was packed', () => {
  fc.assert(
    fc.property(traits, (of) => {
      const packed = packTraits(of);
      expect(Number.isSafeInteger(packed)).toBe(true);
      expect(unpackTraits(packed, empty())).toEqual(of);
      expect(noveltyOf(packed)).toBe(of.novelty);
    }),
  );
});

it('keeps shares within a half of 1 in 255, and within 0 to 1', () => {
  fc.assert(
    fc.property(fc.double({ min: -1, max: 2, noNaN: true }), (quiet) => {
      const kept = unpackTraits(packTraits({ ...empty(), quiet, flags: 5 }), empty());
      expect(kept).toMatchObject({ rarity: 0, flags: 5 });
      expect(Math.abs(kept.quiet - Math.min(1, Math.max(0, quiet)))).toBeLessThanOrEqual(0.5 / 255);
    }),
  );
});
