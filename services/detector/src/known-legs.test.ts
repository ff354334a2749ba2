import { HORIZON_MS } from '@sekisho/cdr';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CORRELATED, KnownLegs, START_SEEN, STOP_SEEN } from './known-legs.ts';

const T0 = Date.UTC(2026, 7, 10);

const note = fc.record({
  subscriber: fc.nat(3),
  leg: fc.nat(40),
  at: fc.integer({ min: 0, max: 3 * HORIZON_MS }),
  lead: fc.oneof(
    fc.integer({ min: -5000, max: 40_000_000 }),
    fc.integer({ min: -(10 ** 11), max: 10 ** 11 }),
  ),
  traits: fc.constantFrom(0, START_SEEN, STOP_SEEN, CORRELATED | STOP_SEEN),
});

function keyOf(leg: number) {
  // Few distinct low halves: neighbours collide, so that probing is put to the test.
  return { low: (leg % 3) * 1000, high: leg };
}

describe('KnownLegs', () => {
  it('knows what a map of all legs within the horizon knows', () => {
    fc.assert(
      fc.property(fc.array(note, { maxLength: 200 }), (notes) => {
        const clocks = [0, 0, 0, 0].map(() => Number.NEGATIVE_INFINITY);
        const legs = new KnownLegs((subscriber) => clocks[subscriber]!);
        const model = new Map<string, { startedAt: number; at: number; traits: number }>();
        for (const { subscriber, leg, at: sinceT0, lead, traits } of notes) {
          const at = T0 + sinceT0;
          const name = `${subscriber} ${leg}`;
          const known = model.get(name);
          const clock = Math.max(at, clocks[subscriber]!);
          const live = known && known.at >= clock - HORIZON_MS ? known : undefined;
          const found = legs.find(subscriber, keyOf(leg), at);
          expect(found).toEqual(live && { startedAt: live.startedAt, traits: live.traits });
          if (at < clocks[subscriber]! - HORIZON_MS) continue;
          legs.note(subscriber, keyOf(leg), at - lead, at, traits);
          model.set(name, {
            startedAt: live?.startedAt ?? at - lead,
            at: Math.max(at, live?.at ?? at),
            traits: traits | (live?.traits ?? 0),
          });
          clocks[subscriber] = Math.max(clocks[subscriber]!, at);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('keeps to 24 bytes a leg and forgets what is beyond the horizon', () => {
    const clocks = [T0];
    const legs = new KnownLegs((subscriber) => clocks[subscriber]!);
    const hash = (i: number) => ({
      low: Math.imul(i, 2654435761) >>> 0,
      high: Math.imul(i + 7, 1597334677) >>> 0,
    });
    for (let i = 0; i < 300_000; i++) legs.note(0, hash(i), T0, T0, STOP_SEEN);
    expect(legs.size).toBe(300_000);
    expect(legs.bytes / legs.size).toBeLessThan(26.5);
    clocks[0] = T0 + HORIZON_MS + 1;
    for (let i = 300_000; i < 600_000; i++) legs.note(0, hash(i), T0, clocks[0], STOP_SEEN);
    expect(legs.size).toBeLessThan(450_000);
    expect(legs.find(0, hash(5), T0)).toBeUndefined();
    expect(legs.find(0, hash(599_999), T0)).toEqual({ startedAt: T0, traits: STOP_SEEN });
  });
});
