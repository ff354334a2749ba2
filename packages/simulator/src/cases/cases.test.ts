import { describe, expect, test } from 'vitest';
import { type CaseName, caseNames, cases, evaluationPreset, simulate } from '../index.ts';
import type { Leg } from '../leg.ts';
import type { SimulationOptions } from '../options.ts';
import { Random } from '../random.ts';
import { prepareRun, type Run } from '../run.ts';

const options: SimulationOptions = {
  ...evaluationPreset(3, { subscribers: 2_500, days: 10, attacks: 'none' }),
  interims: false,
  faults: false,
};
const run: Run = prepareRun(options);

function legsOf(name: CaseName): Leg[] {
  return run.cases.filter((planned) => planned.name === name).flatMap((planned) => planned.legs());
}

/** The occurrence of a kind with the most legs. */
function largest(name: CaseName): Leg[] {
  const all = run.cases.filter((planned) => planned.name === name);
  return all.map((planned) => planned.legs()).toSorted((a, b) => b.length - a.length)[0]!;
}

function numbers(legs: readonly Leg[]): Set<string> {
  return new Set(legs.map(({ called }) => called.slice(-8)));
}

function callers(legs: readonly Leg[]): Set<string> {
  return new Set(legs.map(({ subscriber }) => subscriber.id));
}

function talkMs({ answeredAt, endedAt }: Leg): number {
  return answeredAt === null ? 0 : endedAt - answeredAt;
}

/** The most legs that are up at one time. */
function mostAtOnce(legs: readonly Leg[]): number {
  const most = legs.map(
    ({ startedAt: at }) => legs.filter((leg) => leg.startedAt <= at && at < leg.endedAt).length,
  );
  return Math.max(...most);
}

const expectations: [CaseName, string, (name: CaseName) => boolean][] = [
  ['new-branch', 'calls several new numbers', (name) => numbers(largest(name)).size >= 5],
  ['first-trip', 'calls some numbers', (name) => largest(name).length >= 3],
  ['travel-crisis', 'has many callers', (name) => callers(legsOf(name)).size >= 15],
  [
    'redial-storm',
    'calls one number',
    (name) => numbers(largest(name)).size < largest(name).length / 4,
  ],
  ['redial-storm', 'is often', (name) => largest(name).length >= 25],
  ['conference', 'is up at once', (name) => mostAtOnce(largest(name)) >= 5],
  ['shared-hotline', 'has many callers', (name) => callers(legsOf(name)).size >= 20],
  ['holiday-peak', 'has many callers', (name) => callers(legsOf(name)).size >= 10],
  ['campaign', 'calls many numbers', (name) => numbers(largest(name)).size >= 50],
  ['family-emergency', 'has calls by night', (name) => legsOf(name).some(atNight)],
  [
    'satellite',
    'is dear',
    (name) => legsOf(name).some(({ called }) => /(87|88|6[789])/.test(called)),
  ],
  ['long-call', 'lasts hours', (name) => legsOf(name).some((leg) => talkMs(leg) > 5_400_000)],
  [
    'call-through',
    'comes in',
    (name) => legsOf(name).some(({ direction }) => direction === 'inbound'),
  ],
  ['softphone-abroad', 'is another device', (name) => legsOf(name).every(fromAnotherDevice)],
  ['night-shift', 'calls by night', (name) => legsOf(name).some(atNight)],
  ['new-subscriber', 'calls abroad', (name) => legsOf(name).length > 0],
];

function atNight({ startedAt }: Leg): boolean {
  const hour = new Date(startedAt + 9 * 3_600_000).getUTCHours();
  return hour >= 22 || hour < 5;
}

function fromAnotherDevice({ subscriber, from, startedAt }: Leg): boolean {
  return subscriber.device.at(new Random('probe'), startedAt).sourceIp !== from.sourceIp;
}

describe('cases', () => {
  test.each(expectations)('%s %s', (name, _, holds) => {
    expect(holds(name)).toBe(true);
  });

  test('every kind happens, to a few per cent of the subscribers in all', () => {
    expect(new Set(run.cases.map(({ name }) => name))).toEqual(new Set(caseNames));
    const concerned = new Set(run.cases.flatMap(({ subscribers }) => subscribers)).size;
    expect(concerned / options.subscribers).toBeGreaterThan(0.015);
    expect(concerned / options.subscribers).toBeLessThan(0.08);
  });

  test('begin in the first days as well', () => {
    const early = run.cases.filter(({ startsAt }) => startsAt < options.start + 2 * 86_400_000);
    expect(early.length).toBeGreaterThan(0);
  });

  test('all their legs are abroad, lawful and within the run', () => {
    for (const leg of run.cases.flatMap((planned) => planned.legs())) {
      expect(leg.label).toBeNull();
      expect(leg.startedAt).toBeGreaterThanOrEqual(options.start);
      expect(leg.startedAt).toBeLessThan(options.start + options.days * 86_400_000);
    }
  });
});

describe('what cases change', () => {
  const changedBy = (name: CaseName) =>
    run.cases.filter((planned) => planned.name === name).map((each) => each.subscribers[0]!);

  test('a contract that begins in the run has no record before', () => {
    const begun = new Map(changedBy('new-subscriber').map(({ id, since }) => [id, since!]));
    const early = [...simulate(options)].filter(
      ({ record }) => record.startedAt < (begun.get(record.subscriber) ?? 0) - 3_600_000,
    );
    expect(early).toEqual([]);
    expect(begun.size).toBeGreaterThan(0);
  });

  test.each([
    ['moved-pbx', 'device'],
    ['month-end', 'abroad'],
    ['night-shift', 'shiftHours'],
  ] as const)('%s changes the %s', (name, key) => {
    for (const { changes } of changedBy(name)) {
      expect(changes.some((change) => change[key] !== undefined)).toBe(true);
    }
  });
});

describe('lines of cases', () => {
  const lines = [...cases(options)].map((line) => JSON.parse(line));

  test('name every subscriber of a case with its time in it', () => {
    expect(new Set(lines.map((line) => line.case))).toEqual(new Set(caseNames));
    for (const line of lines) {
      expect(Object.keys(line)).toEqual(['subscriber', 'case', 'firstAt', 'lastAt']);
      expect(Date.parse(line.firstAt)).toBeLessThanOrEqual(Date.parse(line.lastAt));
    }
  });

  test('are none where none are asked for', () => {
    expect([...cases({ ...options, cases: 'none' })]).toEqual([]);
  });

  test('are of the kinds asked for, each once at least', () => {
    const asked = { ...options, cases: ['conference', 'satellite'] as const, caseRate: 0 };
    const found = [...cases(asked)].map((line) => JSON.parse(line).case);
    expect(new Set(found)).toEqual(new Set(['conference', 'satellite']));
  });
});
