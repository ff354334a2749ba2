import { describe, expect, it } from 'vitest';
import type { Decision } from '../decision.ts';
import type { LegEvent } from '../leg-event.ts';
import { buildLegEvent, DAY, HOUR, MIDNIGHT, MINUTE } from '../testing/build.ts';
import { createBaselines } from './registry.ts';

function decisionsOf(detector: string, events: readonly LegEvent[]): Decision[] {
  const baselines = createBaselines();
  for (const event of events) baselines.take(event);
  return [...baselines.runs().find((run) => run.detector === detector)!.decisions];
}

/** When each decision of a kind fell, in minutes after midnight. */
function minutesOf(detector: string, events: readonly LegEvent[], kind = 'restrict'): number[] {
  return decisionsOf(detector, events)
    .filter((decision) => decision.kind === kind)
    .map(({ at }) => (at - MIDNIGHT) / MINUTE);
}

/** Calls that cost ¥3,000 each, at these minutes after midnight. */
function costing(minutes: readonly number[], milliYen = 3_000_000): LegEvent[] {
  return minutes.map((minute) =>
    buildLegEvent({ at: MIDNIGHT + minute * MINUTE, costMilliYen: milliYen }),
  );
}

describe('daily-cap', () => {
  it.each([
    { name: 'the fourth call crosses ¥10,000', minutes: [1, 2, 3, 4, 5], at: [4] },
    { name: 'the cap begins anew at midnight', minutes: [1437, 1438, 1439, 1441], at: [] },
    { name: 'again when it has lapsed', minutes: [1, 2, 3, 4, 723, 724], at: [4, 724] },
  ])('$name', ({ minutes, at }) => {
    expect(minutesOf('daily-cap', costing(minutes))).toEqual(at);
  });

  it('counts the cost of a call once, over its events', () => {
    const events = [1, 2, 3, 4].map((minute) => ({
      ...buildLegEvent({ at: MIDNIGHT + minute * MINUTE, costMilliYen: minute * 2_000_000 }),
      leg: 'one',
      endedAt: minute === 4 ? MIDNIGHT + 4 * MINUTE : undefined,
    }));
    expect(minutesOf('daily-cap', events)).toEqual([]);
  });
});

describe('several-times-last-month', () => {
  it.each([
    { name: 'above the floor of who never called', earlier: 0, today: 3000, at: 1 },
    { name: 'below the floor', earlier: 0, today: 2999, at: 0 },
    { name: 'five times the mean of ¥1,000 a day', earlier: 1000, today: 5000, at: 1 },
    { name: 'less than that', earlier: 1000, today: 4900, at: 0 },
  ])('$name', ({ earlier, today, at }) => {
    const before = Array.from({ length: 30 }, (_, day) =>
      buildLegEvent({ at: MIDNIGHT + day * DAY, costMilliYen: earlier * 1000 }),
    );
    const now = buildLegEvent({ at: MIDNIGHT + 30 * DAY, costMilliYen: today * 1000 });
    expect(decisionsOf('several-times-last-month', [...before, now])).toHaveLength(at);
  });
});

describe('static-thresholds', () => {
  const minute = (index: number) => MIDNIGHT + index * MINUTE;
  const calls = (count: number, everyMs: number, from = MIDNIGHT) =>
    Array.from({ length: count }, (_, i) => buildLegEvent({ at: from + i * everyMs }));
  const up = (count: number, from = MIDNIGHT) =>
    calls(count, 2 * MINUTE, from).map((event) => ({ ...event, endedAt: undefined }));
  it.each([
    { name: 'five calls a minute', events: calls(5, 10_000), restrict: 1, ask: 1 },
    { name: 'three calls a minute', events: calls(3, 10_000), restrict: 0, ask: 1 },
    { name: 'five calls in more', events: calls(5, 30_000), restrict: 0, ask: 0 },
    { name: '35 calls a day', events: calls(35, 5 * MINUTE), restrict: 1, ask: 1 },
    {
      name: '34 calls, half of them after midnight',
      events: calls(34, 5 * MINUTE, MIDNIGHT - 80 * MINUTE),
      restrict: 0,
      ask: 1,
    },
    { name: 'five calls at once', events: up(5), restrict: 1, ask: 1 },
    {
      name: 'five at once, four of them since before midnight',
      events: up(5, MIDNIGHT - 7 * MINUTE),
      restrict: 0,
      ask: 1,
    },
    {
      name: 'a call of four hours',
      events: [{ ...buildLegEvent({ at: minute(240) }), startedAt: MIDNIGHT, talkMs: 4 * HOUR }],
      restrict: 1,
      ask: 0,
    },
  ])('$name', ({ events, restrict, ask }) => {
    expect(minutesOf('static-thresholds', events)).toHaveLength(restrict);
    expect(minutesOf('static-thresholds', events, 'ask')).toHaveLength(ask);
  });
});

it('third-record acts on the third record of an attack, and on no lawful one', () => {
  const label = { attack: 'blitz-1', shape: 'blitz' };
  const lawful = costing([1, 2, 3]);
  const attack = costing([10, 11, 12, 13]).map((event) => ({ ...event, label }));
  expect(minutesOf('third-record', [...lawful, ...attack])).toEqual([12]);
});
