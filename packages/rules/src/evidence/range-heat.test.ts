import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HeatTable } from './heat-table.ts';
import { type RangeCall, RangeStage } from './range-heat.ts';

const T0 = Date.UTC(2026, 7, 10);
const MINUTE = 60_000;
const KEY = '22460';

function call(parts: Partial<RangeCall>): RangeCall {
  return { key: KEY, subscriber: 's0', at: T0, number: 1, suspicion: 0.2, novel: 1, ...parts };
}

/** Each of so many subscribers calls the range, a minute apart, the number that `numberOf` says. */
function callsOf(callers: number, numberOf: (i: number) => number): RangeCall[] {
  return Array.from({ length: callers }, (_, i) =>
    call({ subscriber: `s${i}`, at: T0 + i * MINUTE, number: numberOf(i) }),
  );
}

/** How hot it is to somebody who calls a number of the range for the first time. */
function heatAfter(calls: readonly RangeCall[], number = 1, t = T0 + 60 * MINUTE): number {
  const stage = new RangeStage();
  const table = new HeatTable();
  for (const one of calls) {
    const heat = stage.observe(one);
    if (heat !== undefined) table.take(heat);
  }
  const { heat, hotlines } = table.felt(KEY, 'new', t);
  return hotlines.includes(number) ? 0 : heat;
}

describe('the heat of a range', () => {
  it('grows with the subscribers that spread over it', () => {
    const [few, many] = [3, 12].map((count) =>
      heatAfter(
        callsOf(count, (i) => i),
        99,
      ),
    );
    expect(few).toBeGreaterThan(0);
    expect(many).toBeGreaterThan(few!);
  });

  it('is none where many call one number and nothing else speaks against them', () => {
    expect(heatAfter(callsOf(12, () => 1))).toBe(0);
  });

  it('is there where those who call one number are suspect', () => {
    const suspects = callsOf(12, () => 1).map((one) => ({ ...one, suspicion: 0.9 }));
    expect(heatAfter(suspects)).toBeGreaterThan(0);
  });

  it('is not made by oneself', () => {
    const stage = new RangeStage();
    const table = new HeatTable();
    for (let i = 0; i < 20; i++) {
      const one = call({ subscriber: 'new', number: i, at: T0 + i, suspicion: 0.9 });
      const heat = stage.observe(one);
      if (heat !== undefined) table.take(heat);
    }
    expect(table.felt(KEY, 'new', T0 + MINUTE).heat).toBe(0);
  });

  it('forgets ranges that nobody called for a month', () => {
    const stage = new RangeStage();
    for (let i = 0; i < 60; i++) stage.observe(call({ subscriber: `s${i}`, at: T0, number: i }));
    const later = T0 + 40 * 24 * 60 * MINUTE;
    for (let i = 0; i < 50_000; i++) stage.observe(call({ key: `99${i}`, at: later }));
    const again = [1, 2].map((i) =>
      stage.observe(call({ subscriber: `new${i}`, at: later, number: i, suspicion: 0.9 })),
    );
    // As of a range without history.
    expect(again[1]!.expected).toBeLessThan(0.01);
  });

  it('fades', () => {
    const calls = callsOf(8, (i) => i);
    const [soon, later] = [1, 48].map((hours) => heatAfter(calls, 99, T0 + hours * 60 * MINUTE));
    expect(later).toBeLessThan(soon! / 2);
  });

  it('is of its key alone', () => {
    const elsewhere = callsOf(12, (i) => i).map((one) => ({ ...one, key: '53' }));
    expect(heatAfter(elsewhere, 99)).toBe(0);
  });
});

// What the stage knows, told to one more caller that is sure to be news.
function knownAfter(calls: readonly RangeCall[]) {
  const stage = new RangeStage();
  for (const one of calls) stage.observe(one);
  const last = { subscriber: 'last', number: 500, at: T0 + 90 * MINUTE, suspicion: 1 };
  const heat = Array.from({ length: 12 }, (_, i) =>
    stage.observe(call({ ...last, subscriber: `last${i}` })),
  ).findLast((one) => one !== undefined);
  const { callers, expected, hotlines } = heat!;
  const bySubscriber = callers.toSorted((a, b) => (a.subscriber < b.subscriber ? -1 : 1));
  return { callers: bySubscriber, expected, hotlines: hotlines.toSorted((a, b) => a - b) };
}

describe('calls that are told', () => {
  const spread = fc
    .uniqueArray(fc.integer({ min: 0, max: 19 }), { minLength: 1, maxLength: 15 })
    .map((callers) => callers.map((i) => call({ subscriber: `s${i}`, number: i % 5 })));

  it('again make no difference', () => {
    fc.assert(
      fc.property(spread, (calls) => {
        expect(knownAfter([...calls, ...calls])).toEqual(knownAfter(calls));
      }),
    );
  });

  it('in another order make no difference', () => {
    const shuffled = spread.chain((calls) =>
      fc.tuple(fc.constant(calls), fc.shuffledSubarray(calls, { minLength: calls.length })),
    );
    fc.assert(
      fc.property(shuffled, ([calls, others]) => {
        expect(knownAfter(others)).toEqual(knownAfter(calls));
      }),
    );
  });
});

it('tells of a call that comes late as of the newest: it would be taken for old news', () => {
  const stage = new RangeStage();
  const callAt = (subscriber: string, at: number): RangeCall => ({
    key: '22460112',
    subscriber,
    at,
    number: Number(subscriber.slice(1)),
    suspicion: 0,
    novel: 1,
  });
  const newest = Date.UTC(2026, 7, 10);
  const heats = [0, 1, 2, 3, 4, 5, 6, 7].map((n) =>
    stage.observe(callAt(`s${n}`, newest - n * 60_000)),
  );
  const told = heats.filter((heat) => heat !== undefined);
  expect(told.length).toBeGreaterThan(1);
  expect(new Set(told.map(({ at }) => at))).toEqual(new Set([newest]));
});
