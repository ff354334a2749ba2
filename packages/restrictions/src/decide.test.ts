import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide, STALE_AFTER_MS } from './decide.ts';
import { buildDecision } from './testing/build-decision.ts';

const decision = buildDecision(Date.UTC(2026, 3, 1, 9));
const now = decision.at + 1000;

describe('decide', () => {
  it.each([
    ['a fresh one', {}, {}, 'applying', 'decided'],
    ['its end has come', { until: now }, {}, 'expired', 'past'],
    ['past and in shadow', { until: now }, { mode: 'shadow' }, 'expired', 'past'],
    ['a service in shadow', {}, { mode: 'shadow' }, 'shadow', 'shadow'],
    ['evidence just fresh', { evidenceAt: now - STALE_AFTER_MS }, {}, 'applying', 'decided'],
    ['stale evidence', { evidenceAt: now - STALE_AFTER_MS - 1 }, {}, 'proposed', 'stale'],
    ['a shorter limit', { evidenceAt: now - 11 }, { staleAfterMs: 10 }, 'proposed', 'stale'],
    ['on hold', {}, { heldBy: 'person' }, 'proposed', 'held'],
    ['under a breaker', {}, { heldBy: 'breaker' }, 'proposed', 'breaker'],
    ['a service that proposes', {}, { mode: 'propose' }, 'proposed', 'policy'],
    ['one to be proposed', {}, { action: 'propose' }, 'proposed', 'policy'],
    ['one to ask of', {}, { action: 'ask' }, 'proposed', 'ask'],
    ['a hospital', {}, { isProtected: true }, 'proposed', 'protected'],
    ['on hold and in shadow', {}, { heldBy: 'person', mode: 'shadow' }, 'shadow', 'shadow'],
    ['on hold and past', { until: now }, { heldBy: 'person' }, 'expired', 'past'],
    [
      'a call begun before a release',
      { evidenceStartedAt: now - 1 },
      { released: now },
      'proposed',
      'begun-before-release',
    ],
    [
      'a call begun at the release',
      { evidenceStartedAt: now },
      { released: now },
      'applying',
      'decided',
    ],
  ] as const)('%s', (_, changes, context, state, reason) => {
    const verdict = decide({ ...decision, ...changes }, { mode: 'enforce', now, ...context });
    expect(verdict).toEqual({ state, reason });
  });

  it('never bars in the past, in shadow, on stale evidence or on calls begun before a release', () => {
    const time = fc.integer({ min: 0, max: 2_000_000 });
    fc.assert(
      fc.property(
        fc.record({ until: time, evidenceAt: time, evidenceStartedAt: time }),
        fc.record({
          mode: fc.constantFrom('enforce' as const, 'shadow' as const),
          now: time,
          released: fc.option(time, { nil: undefined }),
        }),
        (evidence, context) => {
          if (decide(evidence, context).state !== 'applying') return;
          expect(context.mode).toBe('enforce');
          expect(evidence.until).toBeGreaterThan(context.now);
          expect(evidence.evidenceAt).toBeGreaterThanOrEqual(context.now - STALE_AFTER_MS);
          expect(evidence.evidenceStartedAt).toBeGreaterThanOrEqual(context.released ?? 0);
        },
      ),
    );
  });
});
