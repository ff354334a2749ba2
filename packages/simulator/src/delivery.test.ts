import { describe, expect, test } from 'vitest';
import { evaluationPreset, type SimulatedRecord, simulate } from './index.ts';
import { settingOf } from './setting.ts';

const options = evaluationPreset(5, { subscribers: 700, days: 6, attacks: 'none' });
const clean = [...simulate({ ...options, faults: false })];
const faulty = [...simulate(options)];
const { delivery } = settingOf('standard');

function identity({ record }: SimulatedRecord): string {
  const at = record.event === 'interim' ? record.at : '';
  return `${record.source} ${record.callId} ${record.event} ${at}`;
}

const first = new Map(faulty.map((item) => [identity(item), item]));
const byTwin = (item: SimulatedRecord) => item.record.source === 'as1';
const own = [...first.values()].filter((item) => !byTwin(item));

function count(items: readonly SimulatedRecord[], event: string): number {
  return items.filter(({ record }) => record.event === event).length;
}

function near(found: number, expected: number): void {
  expect(found).toBeGreaterThan(expected * 0.6);
  expect(found).toBeLessThan(expected * 1.5);
}

describe('faults', () => {
  test.each([
    ['start', delivery.missingStarts],
    ['stop', delivery.missingStops],
  ])('lose some of the records of %s', (event, share) => {
    near(1 - count(own, event) / count(clean, event), share);
  });

  test('repeat some records', () => {
    near(faulty.length / first.size - 1, delivery.duplicates);
  });

  test('repeat them word for word', () => {
    for (const item of faulty) expect(item.record).toEqual(first.get(identity(item))?.record);
  });

  test('write some calls twice, under one correlation id', () => {
    const twins = [...first.values()].filter(byTwin);
    near(count(twins, 'stop') / count(own, 'stop'), delivery.twins);
    const ids = new Set(own.map(({ record }) => record.correlationId));
    const found = twins.filter(({ record }) => ids.has(record.correlationId));
    expect(found.length).toBeGreaterThan(twins.length * 0.98);
  });

  test('deliver out of order within seconds, and some batches late', () => {
    const late = { seconds: 0, minutes: 0 };
    let newest = 0;
    for (const { record } of faulty) {
      const behind = newest - record.at;
      if (behind > 0 && behind < 60_000) late.seconds += 1;
      if (behind > 20 * 60_000) late.minutes += 1;
      newest = Math.max(newest, record.at);
    }
    expect(late.seconds).toBeGreaterThan(100);
    expect(late.minutes).toBeGreaterThan(20);
  });

  test('put clocks wrong by two seconds at most, each source by its own', () => {
    const starts = new Map(clean.map(({ record }) => [record.callId, record.startedAt]));
    const skews = new Map<string, Set<number>>();
    for (const { record } of own) {
      const known = skews.get(record.source) ?? new Set();
      skews.set(record.source, known.add(record.startedAt - starts.get(record.callId)!));
    }
    for (const found of skews.values()) expect(found.size).toBe(1);
    expect(new Set([...skews.values()].flatMap((found) => [...found])).size).toBeGreaterThan(2);
    for (const [skew] of skews.values()) expect(Math.abs(skew!)).toBeLessThanOrEqual(2_000);
  });
});

test('interims come from some switches, at their interval, within the call', () => {
  const interims = clean.filter(({ record }) => record.event === 'interim');
  expect(new Set(interims.map(({ record }) => record.source))).toEqual(new Set(['sbc2', 'sbc3']));
  for (const { record } of interims) {
    const every = record.source === 'sbc2' ? 300_000 : 900_000;
    expect((record.at - record.answeredAt!) % every).toBe(0);
    expect(record.durationSec).toBe((record.at - record.answeredAt!) / 1000);
    expect(record.endedAt).toBeUndefined();
  }
});

test('costs come from the switch that rates, on answered legs abroad', () => {
  const rated = clean.filter(({ record }) => record.costJpy !== undefined);
  expect(new Set(rated.map(({ record }) => record.source))).toEqual(new Set(['cs2']));
  for (const { record } of rated) {
    expect(record.costJpy).toBeGreaterThan(0);
    expect(record.event).toBe('stop');
    expect(record.trunk).toMatch(/^int/);
  }
});
