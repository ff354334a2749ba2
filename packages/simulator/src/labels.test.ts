import { describe, expect, test } from 'vitest';
import { demoPreset, labels, type SimulatedRecord, shapeNames } from './index.ts';
import { smallRun, stops } from './testing/recorded-run.ts';

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
