import { describe, expect, it } from 'vitest';
import type { DestinationDecision } from '../decision.ts';
import { summariseDestinations } from '../summary/destination-summary.ts';
import { buildTruth, DAY, HOUR, MINUTE } from '../testing/build.ts';
import type { DestinationCall } from '../truth.ts';
import { scoreDestinations } from './destination-outcome.ts';
import { indexTruth } from './score-run.ts';

const RANGE = '22460112';

function call(subscriber: string, startedAt: number, parts: Partial<DestinationCall> = {}) {
  const lawful = { attack: null, isDeceived: false };
  return {
    subscriber,
    startedAt,
    at: startedAt,
    country: 'GN',
    isRange: true,
    ...lawful,
    ...parts,
  };
}

const victims = (count: number, parts: Partial<DestinationCall> = {}) =>
  Array.from({ length: count }, (_, i) => call(`v${i}`, i * HOUR, { attack: 'many-1', ...parts }));
const homes = (count: number) => Array.from({ length: count }, (_, i) => call(`h${i}`, i * MINUTE));

function decision(parts: Partial<DestinationDecision> = {}): DestinationDecision {
  return { key: RANGE, kind: 'attacked', openedAt: 3 * HOUR, firstAt: 0, lastAt: DAY, ...parts };
}

function scored(calls: readonly DestinationCall[], decisions: readonly DestinationDecision[]) {
  const ofCountry = calls.map((one) => ({ ...one, isRange: false }));
  const destinations = new Map([
    [RANGE, calls],
    ['GN', ofCountry],
  ]);
  return scoreDestinations(indexTruth('run', buildTruth({ destinations, days: 50 })), decisions);
}

describe('scoreDestinations', () => {
  it.each([
    ['a case of the range', victims(5), [decision()], [3600]],
    ['a case of its country', victims(5), [decision({ key: 'GN' })], [3600]],
    ['one that opened before the third victim', victims(5), [decision({ openedAt: HOUR })], [0]],
    ['another range', victims(5), [decision({ key: '2246' })], [null]],
    ['a hotline', victims(5), [decision({ kind: 'hotline' })], [null]],
    ['a case days later', victims(5), [decision({ openedAt: 3 * DAY })], [null]],
    ['two victims', victims(2), [decision()], []],
    ['deceived victims', victims(9, { isDeceived: true }), [decision()], []],
  ])('finds an attacked range by %s or not', (_, calls, decisions, expected) => {
    const { ranges, attacks } = scored(calls, decisions);
    expect(ranges.map(({ seconds }) => seconds)).toEqual(expected);
    expect(attacks.map(({ seconds }) => seconds)).toEqual(expected);
  });

  it.each([
    ['lawful', homes(30), {}],
    ['lawful', [...homes(30), ...victims(2)], {}],
    ['attack', [...homes(30), ...victims(3)], {}],
    ['deceived', [...homes(3), ...victims(3, { isDeceived: true })], {}],
    ['lawful', [...homes(30), ...victims(3)], { firstAt: 2 * DAY, lastAt: 3 * DAY }],
  ])('tells a case about %s callers', (truth, calls, times) => {
    expect(scored(calls, [decision(times)]).cases).toEqual([{ kind: 'attacked', truth }]);
  });

  it('is summed up by kind, per 100 days', () => {
    const outcomes = [
      scored([...homes(9)], [decision({ kind: 'hotline' }), decision()]),
      scored(victims(4), [decision()]),
    ];
    const { ranges, kinds } = summariseDestinations(outcomes);
    expect(ranges).toMatchObject({ count: 1, found: { value: 1 }, seconds: { median: 3600 } });
    expect(kinds).toMatchObject([
      {
        kind: 'attacked',
        cases: { attack: 1, deceived: 0, lawful: 1 },
        lawfulPer100Days: { value: 1 },
      },
      {
        kind: 'hotline',
        cases: { attack: 0, deceived: 0, lawful: 1 },
        lawfulPer100Days: { value: 1 },
      },
    ]);
  });
});
