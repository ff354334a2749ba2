import { describe, expect, it } from 'vitest';
import { decisionJob, ledgerJob, parseJob } from './jobs.ts';
import { buildDecision } from './testing/build-decision.ts';

const decision = buildDecision(Date.UTC(2026, 3, 1, 9), { restrictionId: 'r-0123456789abcdef' });

describe('jobs', () => {
  it.each([
    [decisionJob(decision, true), 'apply', 'r-0123456789abcdef'],
    [decisionJob({ ...decision, step: 7 }, false), 'extend', 'r-0123456789abcdef-x7'],
    [ledgerJob('expire', { restrictionId: 'r-ab', transition: 7 }), 'expire', 'r-ab-t7'],
    [ledgerJob('release', { restrictionId: 'r-ab', transition: 9 }), 'release', 'r-ab-t9'],
  ])('%j', (job, name, id) => {
    expect(job).toMatchObject({ name, id });
    expect(parseJob(JSON.parse(JSON.stringify(job)))).toEqual(job);
  });

  it.each([
    ['an id with a colon', { restrictionId: 'r-ab:1' }],
    ['an id of digits', { restrictionId: '12' }],
    ['no subscriber', { subscriber: '' }],
    ['a time that is none', { until: Number.NaN }],
    ['another scope', { scope: 'domestic' as never }],
  ])('refuses %s', (_, changes) => {
    expect(() => parseJob(decisionJob({ ...decision, ...changes }, true))).toThrow();
  });

  it('refuses a job of another name', () => {
    expect(() => parseJob({ name: 'remove', id: 'r-1', data: decision })).toThrow();
  });
});
