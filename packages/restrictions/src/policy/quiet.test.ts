import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isQuieted, type Quiet } from './quiet.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 3, 1);
const QUIET: Quiet = {
  countries: ['LV', 'GM'],
  costMilliYen: 40_000_000,
  evidence: ['calls-1h', 'two-sources'],
  since: NOW - DAY,
};
const SEEN = { countries: ['LV'], costMilliYen: 30_000_000, evidence: ['calls-1h'] };
const CONTEXT = { quietMs: 30 * DAY, now: NOW };
const rules = ['evidence'];

describe('an answer "ours"', () => {
  it.each([
    ['quiets the same destinations at a lower cost', {}, rules, CONTEXT, true],
    ['quiets its very scale', { costMilliYen: 40_000_000 }, rules, CONTEXT, true],
    ['quiets no greater cost', { costMilliYen: 40_000_001 }, rules, CONTEXT, false],
    ['quiets no other destination', { countries: ['LV', 'CU'] }, rules, CONTEXT, false],
    ['quiets nothing where no destination is known', { countries: [] }, rules, CONTEXT, false],
    ['quiets sources that it had', { evidence: ['two-sources'] }, rules, CONTEXT, true],
    ['quiets no source from abroad', { evidence: ['source-abroad'] }, rules, CONTEXT, false],
    ['quiets no source never seen', { evidence: ['new-source'] }, rules, CONTEXT, false],
    ['mutes no backstop', {}, ['evidence', 'loss-1h'], CONTEXT, false],
    ['counts until its end', {}, rules, { ...CONTEXT, now: QUIET.since + 30 * DAY - 1 }, true],
    ['counts no longer', {}, rules, { ...CONTEXT, now: QUIET.since + 30 * DAY }, false],
    ['never counts with 0 days', {}, rules, { ...CONTEXT, quietMs: 0 }, false],
  ] as const)('%s', (_, changes, fired, context, expected) => {
    const seen = { ...SEEN, ...changes };
    expect(isQuieted({ rules: fired, seen }, [QUIET], context)).toBe(expected);
  });

  it('of two episodes does not add up', () => {
    const other = { ...QUIET, countries: ['CU'] };
    const seen = { ...SEEN, countries: ['LV', 'CU'] };
    expect(isQuieted({ rules, seen }, [QUIET, other], CONTEXT)).toBe(false);
  });

  it('never quiets what is not known, or what a rule closes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('LV', 'GM', 'CU')), fc.nat(), (countries, cost) => {
        const seen = { countries, costMilliYen: cost, evidence: [] };
        expect(isQuieted({ rules: ['burst-prefix-5m'], seen }, [QUIET], CONTEXT)).toBe(false);
        expect(isQuieted({ rules, seen: undefined }, [QUIET], CONTEXT)).toBe(false);
      }),
    );
  });
});
