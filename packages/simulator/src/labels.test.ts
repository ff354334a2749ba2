import { describe, expect, test } from 'vitest';
import { demoPreset, labels, type SimulatedRecord, shapeNames } from './index.ts';
import { isInternational, smallRun, stops } from './testing/recorded-run.ts';

const options = { ...demoPreset(11), attacks: 'all' as const };
const legs = stops(options).filter(({ label }) => label !== null);
const lines = [...labels(options)].map((line) => JSON.parse(line));

function of(attack: string, subscriber: string): SimulatedRecord[] {
  return legs.filter((leg) => leg.label?.attack === attack && leg.record.subscriber === subscriber);
}

describe('labels', () => {
  test('agree with the labelled legs', () => {
    expect(lines.reduce((sum, { calls }) => sum + calls, 0)).toBe(legs.length);
    for (const { attack, subscriber, shape, firstAt, lastAt, calls } of lines) {
      const found = of(attack, subscriber);
      expect(found).toHaveLength(calls);
      expect(new Set(found.map(({ label }) => label?.shape))).toEqual(new Set([shape]));
      expect(Math.min(...found.map(({ record }) => record.startedAt))).toBe(Date.parse(firstAt));
      expect(Math.max(...found.map(({ record }) => record.at))).toBe(Date.parse(lastAt));
    }
  });

  test('have every shape once, and no victim twice', () => {
    expect(new Set(lines.map(({ shape }) => shape))).toEqual(new Set(shapeNames));
    expect(new Set(lines.map(({ subscriber }) => subscriber)).size).toBe(lines.length);
  });

  test('are none without attacks', () => {
    expect([...labels(smallRun())]).toEqual([]);
  });

  test('take a shape as often as it is named', () => {
    const run = smallRun({ attacks: ['moderate', 'moderate'] });
    expect([...labels(run)].map((line) => JSON.parse(line).attack)).toEqual([
      'moderate-1',
      'moderate-2',
    ]);
  });
});

describe('shapes', () => {
  const shaped = (shape: string) => legs.filter(({ label }) => label?.shape === shape);

  test('only call-through rides on inbound legs', () => {
    const inbound = legs.filter(({ record }) => record.direction === 'inbound');
    expect(new Set(inbound.map(({ label }) => label?.shape))).toEqual(new Set(['call-through']));
  });

  test('each outbound leg of call-through starts within an inbound one of its line', () => {
    const [inbound, outbound] = [
      shaped('call-through').filter(({ record }) => record.direction === 'inbound'),
      shaped('call-through').filter(({ record }) => record.direction === 'outbound'),
    ];
    for (const { record } of outbound) {
      const carrier = inbound.find(
        ({ record: leg }) =>
          leg.line === record.line && leg.answeredAt! < record.startedAt && record.at < leg.at,
      );
      expect(carrier).toBeDefined();
    }
  });

  test('many victims have a few calls each', () => {
    const victims = lines.filter(({ shape }) => shape === 'many-victims');
    expect(victims.length).toBeGreaterThanOrEqual(50);
    for (const { calls } of victims) expect(calls).toBeLessThanOrEqual(10);
  });

  test('few numbers stay few, a scan tries many countries', () => {
    expect(
      new Set(shaped('few-numbers').map(({ record }) => record.called.slice(-6))).size,
    ).toBeLessThanOrEqual(14);
    const scanned = shaped('scan-exploit').filter((leg) => !isInternational(leg));
    expect(scanned.length).toBeGreaterThan(10);
  });

  test('Caribbean numbers look like the United States', () => {
    for (const { record } of shaped('nanp')) expect(record.called).toMatch(/(010|\+)1\d{9,11}$/);
  });
});
