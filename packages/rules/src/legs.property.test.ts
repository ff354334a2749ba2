import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildLeg,
  buildRuleSet,
  buildStart,
  cuba,
  guinea,
  HOUR,
  MINUTE,
  SECOND,
  T0,
  watchOne,
} from './build-leg.ts';
import { CallHistory, DestinationTable } from './call-history.ts';
import type { InternationalLeg } from './leg.ts';
import { isRating } from './ratings.ts';

/**
 * One call as one or more elements tell of it, which differ by seconds. Calls differ by minutes: for
 * some seconds one element's word is all there is, and no window's edge may lie in them.
 */
const call = fc.record({
  gap: fc.nat(3).map((minutes) => minutes * MINUTE),
  talk: fc.nat(10).map((minutes) => minutes * MINUTE),
  correlationId: fc.nat(2),
  isCorrelated: fc.boolean(),
  toCuba: fc.boolean(),
  legs: fc.array(
    fc.record({
      early: fc.nat(5 * SECOND),
      late: fc.nat(5 * SECOND),
      yen: fc.nat(5).map((hundreds) => 100 * hundreds),
      hasStart: fc.boolean(),
    }),
    { minLength: 1, maxLength: 8 },
  ),
});

type Call = typeof call extends fc.Arbitrary<infer T> ? T : never;

/** Calls with the same id to the same number begin further apart than legs of one can. */
const PAUSE = 14 * MINUTE;

interface Told {
  stops: InternationalLeg[];
  starts: InternationalLeg[];
  /** What the call comes to, by the definition of it. */
  whole: { startedAt: number; at: number; endedAt: number; talkMs: number; costMilliYen: number };
}

function tell({ gap, talk, correlationId, isCorrelated, toCuba, legs }: Call, n: number): Told {
  const startedAt = T0 + n * PAUSE + gap;
  const destination = toCuba ? cuba : guinea;
  const of = isCorrelated ? legs : legs.slice(0, 1);
  const callKey = isCorrelated ? 10 * correlationId + (toCuba ? 1 : 0) : 1000 + n;
  const stops = of.map(({ early, late, yen }, i) => {
    const from = startedAt - early;
    const at = startedAt + talk + late;
    return buildLeg({
      identity: { source: `element-${i}`, callId: `call-${n}`, event: 'stop', at },
      callKey,
      correlated: isCorrelated,
      at,
      startedAt: from,
      answeredAt: from,
      endedAt: at,
      talkMs: talk === 0 ? 0 : at - from,
      costMilliYen: 1000 * yen,
      destination,
    });
  });
  const starts = stops
    .filter((_, i) => of[i]!.hasStart)
    .map(({ identity, startedAt: at, ...rest }) => {
      const start = { ...identity, event: 'start', at } as const;
      return buildStart({
        ...rest,
        identity: start,
        at,
        startedAt: at,
        endedAt: undefined,
        talkMs: 0,
        costMilliYen: 0,
      });
    });
  const most = (values: number[]) => Math.max(...values);
  return {
    stops,
    starts,
    whole: {
      startedAt: Math.min(...stops.map((stop) => stop.startedAt)),
      at: most(stops.map(({ at }) => at)),
      endedAt: most(stops.map(({ endedAt }) => endedAt!)),
      talkMs: most(stops.map(({ talkMs }) => talkMs)),
      costMilliYen: most(stops.map((stop) => stop.costMilliYen)),
    },
  };
}

const nameOf = ({ identity: { source, callId } }: InternationalLeg) => `${source} ${callId}`;

/** As the detector gives them: it knows which legs it has heard of, and under which start. */
function inOrderOfArrival(records: readonly InternationalLeg[]): InternationalLeg[] {
  const starts = new Map<string, number>();
  return records.map((record) => {
    const startedAt = starts.get(nameOf(record));
    starts.set(nameOf(record), startedAt ?? record.startedAt);
    return {
      ...record,
      isFurther: startedAt !== undefined,
      startedAt: startedAt ?? record.startedAt,
    };
  });
}

function take(history: CallHistory, leg: InternationalLeg): void {
  const row = history.rowOf(leg);
  if (isRating(history, row, leg)) history.rate(row, leg);
  else if (row < 0) history.add(leg);
  else history.update(row, leg);
}

function rows(history: CallHistory) {
  return Array.from({ length: history.length }, (_, row) => ({
    startedAt: history.startedAt(row),
    at: history.at(row),
    endedAt: history.endedAt(row),
    talkMs: history.talkMs(row),
    costMilliYen: history.costMilliYen(row),
  })).sort((a, b) => a.startedAt - b.startedAt);
}

const shuffled = <T>(values: readonly T[]) =>
  fc.shuffledSubarray([...values], { minLength: values.length });

const traffic = fc
  .array(call, { minLength: 1, maxLength: 40 })
  .map((calls) => calls.map(tell))
  .chain((told) =>
    fc.record({
      told: fc.constant(told),
      records: shuffled(told.flatMap(({ starts, stops }) => [...starts, ...stops])),
      stops: shuffled(told.flatMap(({ stops }) => stops)),
    }),
  );

describe('legs of calls', () => {
  it('make each call once, by its largest figures, in any order', () => {
    fc.assert(
      fc.property(traffic, ({ told, records }) => {
        const history = new CallHistory(new DestinationTable());
        for (const leg of inOrderOfArrival(records)) take(history, leg);
        expect(rows(history)).toEqual(told.map(({ whole }) => whole));
      }),
      { numRuns: 300 },
    );
  });

  const rules = buildRuleSet(`
quietAfter: 210s
rules:
  - { id: calls, rule: calls, window: 1830s, warning: 2, critical: 3 }
  - { id: cost, rule: cost, window: 930s, warning: 450, critical: 850 }
  - { id: up, rule: concurrent, warning: 2 }
`);

  it('lead to the same outcome in any order', () => {
    const outcome = (order: readonly InternationalLeg[]) => {
      const watch = watchOne(rules);
      for (const leg of inOrderOfArrival(order)) watch.apply(leg);
      return new Set(
        watch.alerts().map(({ severity, restriction }) => `${severity} ${!!restriction}`),
      );
    };
    fc.assert(
      fc.property(traffic, ({ stops }) => {
        const inOrder = stops.toSorted((a, b) => a.at - b.at);
        expect(outcome(stops)).toEqual(outcome(inOrder));
      }),
      { numRuns: 300 },
    );
  });
});

describe('legs with one id', () => {
  const velocity = buildRuleSet('rules: [{id: v, rule: calls, window: 8d, warning: 1}]');

  it.each([
    ['in a row', 50, 60 * SECOND, 50],
    ['at once', 50, 0, Math.ceil(50 / 8)],
  ])('%s hide no more than eight in one call', (_, count, apart, calls) => {
    const watch = watchOne(velocity);
    for (let i = 0; i < count; i++)
      watch.apply(
        buildLeg({ at: T0 + i * apart, talkMs: 50 * SECOND, callKey: 7, correlated: true }),
      );
    expect(watch.alerts()).toMatchObject([{ calls }]);
  });

  it('that are up are all ended by their stops', () => {
    const watch = watchOne(velocity);
    const legs = Array.from({ length: 50 }, (_, i) =>
      buildStart({ at: T0, callKey: 7, correlated: true, offset: i }),
    );
    for (const leg of legs) watch.apply(leg);
    for (const { offset } of legs)
      watch.apply(
        buildLeg({ at: T0 + MINUTE, callKey: 7, correlated: true, isFurther: true, offset }),
      );
    expect(watch.openCalls()).toBe(0);
  });
});

describe('a rating', () => {
  const end = T0 + 10 * MINUTE;
  const leg = { callKey: 7, startedAt: T0, answeredAt: T0 };
  const start = buildStart({ ...leg, at: T0 });
  const stop = buildLeg({ ...leg, at: end, talkMs: 10 * MINUTE, costMilliYen: 1_700_000 });
  const interim = (at: number, yen: number, endedAt?: number) =>
    buildLeg({
      ...leg,
      identity: { ...stop.identity, event: 'interim', at },
      at,
      endedAt,
      talkMs: at - T0,
      costMilliYen: yen * 1000,
      isRated: true,
    });

  it.each([
    ['with the end', [interim(end + HOUR, 300, end)], 300],
    ['without', [interim(end + 7 * HOUR, 300)], 300],
    ['soon after the end', [interim(end, 300)], 300],
    ['that is corrected', [interim(end + HOUR, 300, end), interim(end + 2 * HOUR, 200, end)], 200],
    ['that was the cost so far', [interim(end - 1, 300)], 1700],
  ])('%s counts in any order, where the call ended', (_, ratings, yen) => {
    fc.assert(
      fc.property(shuffled([start, stop, ...ratings]), (records) => {
        const history = new CallHistory(new DestinationTable());
        for (const record of inOrderOfArrival(records)) take(history, record);
        expect(rows(history)).toEqual([
          { startedAt: T0, at: end, endedAt: end, talkMs: 10 * MINUTE, costMilliYen: yen * 1000 },
        ]);
      }),
    );
  });

  it('is judged where the call ended, and once', () => {
    const rules = buildRuleSet(
      'rules: [{id: c, rule: cost, window: 1h, warning: 2000, critical: 3000}]',
    );
    const watch = watchOne(rules);
    for (const record of inOrderOfArrival([start, stop, interim(end + 7 * HOUR, 2500, end)]))
      watch.apply(record);
    watch.apply(buildLeg({ at: end + 7 * HOUR + MINUTE, costMilliYen: 600_000 }));
    expect(watch.alerts()).toMatchObject([
      { severity: 'warning', openedAt: end, costMilliYen: 2_500_000, calls: 1 },
    ]);
  });
});

describe('clocks apart', () => {
  it('end no call before it began', () => {
    const rules = buildRuleSet('rules: [{id: k, rule: concurrent, warning: 2}]');
    const watch = watchOne(rules);
    watch.apply(buildLeg({ at: T0, startedAt: T0 + 5 * SECOND, endedAt: T0, talkMs: 0 }));
    watch.apply(buildLeg({ at: T0 + MINUTE, startedAt: T0 - MINUTE, talkMs: MINUTE }));
    watch.apply(buildLeg({ at: T0 + 2 * SECOND, startedAt: T0 + SECOND, talkMs: SECOND }));
    expect(watch.alerts()).toMatchObject([{ rules: [{ observed: 2 }] }]);
  });
});
