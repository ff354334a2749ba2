import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  demoPreset,
  evaluationPreset,
  type SimulationOptions,
  shapeNames,
  simulate,
  toLine,
} from './index.ts';
import { hourOfWeek } from './japan-time.ts';
import { isInternational, smallRun, stops } from './testing/recorded-run.ts';

function digest(options: SimulationOptions): string {
  const hash = createHash('sha256');
  for (const { record, label } of simulate(options)) hash.update(toLine(record) + label?.attack);
  return hash.digest('hex');
}

test('the same options give the same records, another seed others', () => {
  const options = smallRun({ attacks: 'all' });
  expect(digest(options)).toBe(digest(options));
  expect(digest({ ...options, seed: 8 })).not.toBe(digest(options));
});

test.each(['standard', 'other'] as const)(
  'so does a run of setting %s with all faults',
  (setting) => {
    const options = evaluationPreset(4, { subscribers: 150, days: 2, setting });
    expect(digest(options)).toBe(digest(options));
    expect(digest({ ...options, seed: 5 })).not.toBe(digest(options));
  },
);

test('attacks change nothing in lawful calls with faults either', () => {
  const options = evaluationPreset(6, { subscribers: 200, days: 2, attacks: 'none' });
  const lawful = (attacks: SimulationOptions['attacks']) =>
    [...simulate({ ...options, attacks })].filter(({ label }) => label === null);
  expect(lawful(shapeNames)).toEqual(lawful('none'));
});

test('attacks change nothing in lawful records', () => {
  const lawful = (attacks: SimulationOptions['attacks']) =>
    [...simulate(smallRun({ attacks }))].filter(({ label }) => label === null);
  expect(lawful('all')).toEqual(lawful('none'));
});

test('records come in order of time', () => {
  let latest = 0;
  for (const { record } of simulate(smallRun({ attacks: 'all' }))) {
    expect(record.at).toBeGreaterThanOrEqual(latest);
    latest = record.at;
  }
});

test('every start has its stop, and only answered legs have a start', () => {
  const answers = new Map<string, number | undefined>();
  for (const { record } of simulate(smallRun({ attacks: 'all' }))) {
    if (record.event === 'start') answers.set(record.callId, record.answeredAt);
    else if (record.answeredAt !== undefined) {
      expect(answers.get(record.callId)).toBe(record.answeredAt);
      answers.delete(record.callId);
    }
  }
  expect(answers.size).toBe(0);
});

test('without start events there are stops alone', () => {
  const events = new Set<string>();
  for (const { record } of simulate(smallRun({ startEvents: false }))) events.add(record.event);
  expect([...events]).toEqual(['stop']);
});

test.each([0, 0.02, 0.05])('about %d of the lawful legs go abroad', (internationalShare) => {
  const legs = stops(smallRun({ subscribers: 700, internationalShare }));
  const share = legs.filter(isInternational).length / legs.length;
  expect(Math.abs(share - internationalShare)).toBeLessThanOrEqual(internationalShare * 0.25);
});

test('a week has a rhythm: nights and Sundays are quiet', () => {
  const hours = new Array<number>(168).fill(0);
  for (const { record } of stops({ ...demoPreset(3), attacks: 'none' })) {
    const hour = hourOfWeek(record.startedAt);
    hours[hour] = hours[hour]! + 1;
  }
  const sum = (from: number, to: number) => hours.slice(from, to).reduce((a, b) => a + b, 0);
  for (let day = 0; day < 7; day++) {
    expect(sum(day * 24, day * 24 + 5)).toBeLessThan(sum(day * 24 + 10, day * 24 + 15) / 3);
  }
  expect(sum(144, 168)).toBeLessThan(sum(24, 48) * 0.7);
});

test('`records` is exact, before and past the days', () => {
  for (const records of [500, 30_000]) {
    expect([...simulate(smallRun({ days: 1, records }))]).toHaveLength(records);
  }
});

test.each([{ subscribers: 0 }, { subscribers: 700_000 }, { days: 0 }, { start: 0.5 }])(
  'refuses %o',
  (overrides) => {
    expect(() => simulate(smallRun(overrides)).next()).toThrow(RangeError);
  },
);
