import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costMilliYen } from './cost.ts';
import type { Destination } from './destination.ts';

function at(milliYenPerMinute: number | null, unitSeconds: number | null): Destination {
  return {
    prefix: '44',
    countryCode: '44',
    iso2: 'GB',
    country: 'United Kingdom',
    countryJa: 'イギリス',
    class: 'country',
    milliYenPerMinute,
    unitSeconds,
    risk: [],
    index: 0,
    countryKey: 'GB',
  };
}

describe('costMilliYen', () => {
  it.each([
    [20_000, 60, 0, 0, 'answered with 0 s'],
    [20_000, 60, 1, 20_000, 'every started unit counts'],
    [20_000, 60, 60_000, 20_000, 'one whole unit'],
    [20_000, 60, 60_001, 40_000, 'talk is not rounded before the ceil'],
    [33_500, 6, 6_001, 6_700, 'two units of six seconds'],
    [175_000, 60, 32_000, 175_000, 'Sierra Leone, 2015'],
    [1, 30, 1, 1, 'half of a thousandth is rounded up'],
    [1, 29, 1, 0, 'less than half is rounded down'],
    [1, 1, 90_000, 2, 'rounded once, not per unit'],
    [0, 60, 90_000, 0, 'free'],
  ])('%i m¥/min, unit %i s, %i ms: %i m¥ (%s)', (rate, unit, talkMs, cost) => {
    expect(costMilliYen(at(rate, unit), talkMs)).toBe(cost);
  });

  it('is null without a rate', () => {
    expect(costMilliYen(at(null, null), 60_000)).toBeNull();
  });

  it('is exact', () => {
    const rate = fc.oneof(
      fc.integer({ min: 0, max: 1_000_000 }),
      fc.integer({ min: 0, max: 999_999_999_999 }),
    );
    const unit = fc.oneof(fc.constantFrom(1, 6, 30, 60), fc.integer({ min: 1, max: 86_400 }));
    const talk = fc.oneof(fc.integer({ min: 0, max: 14_400_000 }), fc.maxSafeNat());
    fc.assert(
      fc.property(rate, unit, talk, (milliYen, seconds, talkMs) => {
        expect(costMilliYen(at(milliYen, seconds), talkMs)).toBe(
          exactCost(milliYen, seconds, talkMs),
        );
      }),
      { numRuns: 20_000 },
    );
  });
});

/** Half up of ceil(talk / unit) × unit × rate / 60, in rational arithmetic. */
function exactCost(milliYen: number, seconds: number, talkMs: number): number {
  const unitMs = BigInt(seconds) * 1000n;
  const units = (BigInt(talkMs) + unitMs - 1n) / unitMs;
  const twice = 2n * units * BigInt(seconds) * BigInt(milliYen) + 60n;
  return Number(twice / 120n);
}
