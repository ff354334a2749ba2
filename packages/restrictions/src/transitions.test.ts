import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINAL_STATES, isFinal, type RestrictionState, STATES } from './states.ts';
import { type RestrictionEvent, type RestrictionFacts, transitionOf } from './transitions.ts';

const EVENTS: readonly RestrictionEvent[] = [
  'evidence',
  'approve',
  'prolong',
  'applied',
  'read-back',
  'release',
  'due',
  'lifted',
  'refused',
];

const until = 1000;

function facts(state: RestrictionState, changes: Partial<RestrictionFacts> = {}): RestrictionFacts {
  return { state, until, attempts: 1, endsAs: null, ...changes };
}

describe('transitionOf', () => {
  it.each([
    ['proposed', 'evidence', 'applying', 'fresh-evidence'],
    ['shadow', 'evidence', 'applying', 'fresh-evidence'],
    ['applied', 'evidence', undefined, undefined],
    ['shadow', 'approve', 'applying', 'approved'],
    ['failed', 'approve', 'applying', 'approved'],
    ['applied', 'prolong', 'applying', 'prolonged'],
    ['releasing', 'prolong', undefined, undefined],
    ['applying', 'applied', 'applied', 'applied'],
    ['applying', 'read-back', 'applied', 'read-back'],
    ['applying', 'refused', 'failed', 'apply-refused'],
    ['releasing', 'refused', 'failed', 'release-refused'],
    ['proposed', 'release', 'released', 'declined'],
    ['applied', 'release', 'releasing', 'released'],
    ['failed', 'release', 'releasing', 'released'],
    ['shadow', 'release', undefined, undefined],
    ['releasing', 'release', undefined, undefined],
  ] as const)('%s, %s', (state, event, to, reason) => {
    const transition = transitionOf(facts(state), event, until - 1);
    expect(transition).toEqual(to === undefined ? undefined : { to, reason });
  });

  it.each([
    ['proposed', 1, 'expired', 'lapsed'],
    ['applied', 1, 'releasing', 'due'],
    ['applying', 1, 'releasing', 'due'],
    ['applying', 0, 'expired', 'never-reached'],
  ] as const)('%s after %i attempts, due', (state, attempts, to, reason) => {
    expect(transitionOf(facts(state, { attempts }), 'due', until)).toEqual({ to, reason });
    expect(transitionOf(facts(state, { attempts }), 'due', until - 1)).toBeUndefined();
  });

  it.each(['released', 'expired'] as const)('ends as %s', (endsAs) => {
    expect(transitionOf(facts('releasing', { endsAs }), 'lifted', 0)?.to).toBe(endsAs);
  });

  const anyFacts = fc.record({
    state: fc.constantFrom(...STATES),
    until: fc.nat(100),
    attempts: fc.nat(2),
    endsAs: fc.constantFrom(null, 'released' as const, 'expired' as const),
  });

  it('leads nowhere from a final state', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...EVENTS), fc.nat(100), (given, event, now) => {
        const state = FINAL_STATES[given.until % 2]!;
        expect(transitionOf({ ...given, state }, event, now)).toBeUndefined();
      }),
    );
  });

  it('never bars, by any path, once its end has come', () => {
    fc.assert(
      fc.property(anyFacts, fc.array(fc.constantFrom(...EVENTS)), (given, events) => {
        let { state } = given;
        for (const event of events) {
          const before = state;
          state = transitionOf({ ...given, state }, event, given.until)?.to ?? state;
          if (before !== 'applying') expect(state).not.toBe('applying');
          if (isFinal(before)) expect(state).toBe(before);
        }
      }),
    );
  });
});
