import { describe, expect, it } from 'vitest';
import { type Inserts, judgeHolds, judgeInserts, judgeReadBacks } from './judge-system.ts';

const NOW = Date.UTC(2026, 3, 1);
const MINUTE = 60_000;
const DAY = 86_400_000;

const insertsOf = (changes: Partial<Inserts> = {}): Inserts => ({
  firstAt: NOW - 7 * DAY,
  newestAt: NOW - MINUTE,
  longestGapMs: 4 * MINUTE,
  ...changes,
});

describe('what is stored', () => {
  it.each<[string, Partial<Inserts>, boolean]>([
    ['a minute ago', {}, false],
    ['a few minutes ago', { newestAt: NOW - 6 * MINUTE }, false],
    ['longer ago', { newestAt: NOW - 7 * MINUTE }, true],
    ['ago where it never paused', { newestAt: NOW - 5 * MINUTE, longestGapMs: MINUTE }, false],
    ['as long ago as by night', { newestAt: NOW - 60 * MINUTE, longestGapMs: 40 * MINUTE }, false],
    ['longer ago than ever', { newestAt: NOW - 61 * MINUTE, longestGapMs: 40 * MINUTE }, true],
    ['before a day was seen', { firstAt: NOW - DAY, newestAt: NOW - 16 * MINUTE }, false],
  ])('%s', (_, changes, isBlind) => {
    const found = judgeInserts(insertsOf(changes), NOW);
    expect(found.map(({ reason }) => reason)).toEqual(isBlind ? ['insert'] : []);
  });

  it('is not known where there was never anything', () => {
    expect(judgeInserts(undefined, NOW)).toEqual([]);
  });

  it('is told with how long, and how long is usual', () => {
    expect(judgeInserts(insertsOf({ newestAt: NOW - 20 * MINUTE }), NOW)).toEqual([
      {
        reason: 'insert',
        source: '',
        told: 'nothing was stored for 20 min; the longest of a week were 4',
      },
    ]);
  });
});

it.each([
  [120_000, []],
  [120_001, ['proxies/a']],
])('a node that was read back %i ms ago', (ago, expected) => {
  const found = judgeReadBacks(new Map([['proxies/a', NOW - ago]]), NOW);
  expect(found.map(({ source }) => source)).toEqual(expected);
});

it('a hold that a person began is no blindness, one of a program is', () => {
  const holds = ['sato', 'breaker', 'restore'].map((by) => ({ service: '*', by, reason: 'many' }));
  expect(judgeHolds(holds, ['breaker', 'restore'])).toEqual([
    { reason: 'breaker', source: '*', told: 'nobody is barred by itself: many' },
    { reason: 'restore', source: '*', told: 'nobody is barred by itself: many' },
  ]);
});
