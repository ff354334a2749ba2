import { beforeAll, describe, expect, it } from 'vitest';
import {
  decide,
  type OracleAlert,
  type OracleCall,
  type OracleLeg,
  type OracleRule,
  wholeCalls,
} from '../support/oracle.ts';
import { outcomes, type Replayed, replay } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { type SimulatedStop, simulateStops, talkMsOf } from '../support/simulated.ts';
import { costOf, type Understood, understand } from '../support/understood.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Several replays on a machine that is busy. */
const PATIENCE_MS = 120_000;

const PERIODS = { quietMs: 2 * HOUR, restrictForMs: 3 * HOUR };

const rules: OracleRule[] = [
  { id: 'calls-1h', kind: 'calls', per: 'subscriber', windowMs: HOUR, warning: 3, critical: 5 },
  { id: 'prefix-3h', kind: 'calls', per: 'prefix', windowMs: 3 * HOUR, warning: 3, critical: 6 },
  {
    id: 'minutes-2h',
    kind: 'minutes',
    per: 'subscriber',
    windowMs: 2 * HOUR,
    warning: 12,
    critical: 25,
  },
  {
    id: 'minutes-1d',
    kind: 'minutes',
    per: 'prefix',
    windowMs: 24 * HOUR,
    warning: 20,
    critical: 40,
  },
  {
    id: 'cost-3h',
    kind: 'cost',
    per: 'subscriber',
    windowMs: 3 * HOUR,
    warning: 400,
    critical: 900,
  },
  {
    id: 'cost-7d',
    kind: 'cost',
    per: 'subscriber',
    windowMs: 168 * HOUR,
    warning: 4000,
    critical: 8000,
  },
  { id: 'cost-2d', kind: 'cost', per: 'prefix', windowMs: 48 * HOUR, warning: 600, critical: 1500 },
];

const document = {
  name: 'oracle',
  restrictFor: '3h',
  quietAfter: '2h',
  rules: rules.map(({ kind, windowMs, ...rule }) => ({
    ...rule,
    rule: kind,
    window: `${windowMs / MINUTE}m`,
  })),
};

function callOf(stop: SimulatedStop, understood: Understood): OracleCall {
  const { subscriber, startedAt, at } = stop;
  const talkMs = talkMsOf(stop);
  // The deck's default row is no destination: there the country stands in.
  const prefix = understood.prefix || `${understood.iso2}`;
  const costMilliYen = costOf(stop, understood);
  return { subscriber, prefix, startedAt, at, talkMs, costMilliYen };
}

/** A random number from 0 to below 1 that is the same on every run. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The lines with those of every hour in a random order. */
function shuffledByHour(lines: readonly string[], stops: readonly SimulatedStop[]): string[] {
  const random = createRandom(7);
  const keyed = lines.map((line, i) => ({
    line,
    hour: Math.floor((stops[i]?.at ?? 0) / HOUR),
    key: random(),
  }));
  return keyed.sort((a, b) => a.hour - b.hour || a.key - b.key).map(({ line }) => line);
}

/** Records of a stop, and what its call comes to. */
interface Told {
  at: number;
  lines: object[];
  legs: OracleLeg[];
}

/**
 * A third of the calls as two elements tell of them, three seconds apart; a third with an id that
 * they have in common; a third rated two hours later.
 */
function tell(stop: SimulatedStop, i: number, call: OracleCall | undefined): Told {
  const { at, called } = stop;
  const of = (more: object) => ({ ...stop, ...more });
  const legs = (correlationId: string, costMilliYen: number): OracleLeg[] =>
    call === undefined ? [] : [{ ...call, correlationId, called, costMilliYen }];
  const cost = call?.costMilliYen ?? 0;
  if (i % 3 === 0) {
    const correlationId = `call-${i}`;
    const apart = 3000;
    const second = {
      source: 'second',
      at: at + apart,
      startedAt: stop.startedAt + apart,
      endedAt: stop.endedAt + apart,
      ...(stop.answeredAt === undefined ? {} : { answeredAt: stop.answeredAt + apart }),
    };
    const first = legs(correlationId, cost);
    const later = first.map((leg) => ({
      ...leg,
      startedAt: leg.startedAt + apart,
      at: leg.at + apart,
    }));
    return {
      at,
      lines: [of({ correlationId }), of({ correlationId, ...second })],
      legs: [...first, ...later],
    };
  }
  if (i % 3 === 1)
    return { at, lines: [of({ correlationId: 'the-same' })], legs: legs('the-same', cost) };
  if (cost === 0) return { at, lines: [stop], legs: legs(`call-${i}`, 0) };
  const rating = { event: 'interim', at: at + 2 * HOUR, costJpy: (3 * cost) / 1000 };
  return { at, lines: [stop, of(rating)], legs: legs(`call-${i}`, 3 * cost) };
}

const keyOf = ({ subscriber, severity, restrictedAt }: OracleAlert) =>
  `${subscriber} ${severity} ${restrictedAt === undefined ? 'open' : 'restricted'}`;

describe('windowed rules over a simulated week', () => {
  const scratch = scratchFolder();
  let expected: OracleAlert[];
  let lines: string[];
  let stops: SimulatedStop[];
  let inOrder: Replayed;
  let flags: string[];
  let callOfStop: (stop: SimulatedStop) => OracleCall | undefined;

  beforeAll(async () => {
    ({ lines, stops } = await simulateStops(scratch.fresh('traffic'), 20_000));
    const outbound = stops.filter(({ direction }) => direction === 'outbound');
    const numbers = await understand(outbound.map(({ called }) => called));
    callOfStop = (stop) => {
      const understood = numbers.get(stop.called);
      if (stop.direction !== 'outbound' || understood?.kind !== 'international') return undefined;
      return callOf(stop, understood);
    };
    const calls = outbound.map(callOfStop).filter((call) => call !== undefined);
    expected = decide(calls, rules, PERIODS);
    flags = ['--rules', scratch.write('rules.yaml', JSON.stringify(document))];
    const file = scratch.write('in-order.ndjson', `${lines.join('\n')}\n`);
    inOrder = await replay([file], scratch.fresh('out'), flags);
  }, PATIENCE_MS);

  it('gives the oracle something to decide', () => {
    const restricted = expected.filter(({ restrictedAt }) => restrictedAt !== undefined);
    expect(restricted.length).toBeGreaterThan(10);
    expect(expected.length - restricted.length).toBeGreaterThan(10);
  });

  it('alerts as the oracle does, at the same instants', () => {
    const opened = ({ subscriber, openedAt }: { subscriber: string; openedAt: number }) =>
      `${openedAt} ${subscriber}`;
    const found = inOrder.alerts.map(({ subscriber, openedAt, severity }) => [
      opened({ subscriber, openedAt: Date.parse(openedAt) }),
      severity,
    ]);
    const wanted = expected.map((alert) => [opened(alert), alert.severity]);
    expect(new Map(found as [string, string][])).toEqual(new Map(wanted as [string, string][]));
    expect(found).toHaveLength(wanted.length);
  });

  it('restricts as the oracle does, at the same instants, for as long as the rules say', () => {
    const found = inOrder.restrictions.map(({ subscriber, at }) => `${at} ${subscriber}`);
    const wanted = expected.flatMap(({ subscriber, restrictedAt }) =>
      restrictedAt === undefined ? [] : [`${new Date(restrictedAt).toISOString()} ${subscriber}`],
    );
    expect(found.sort()).toEqual(wanted.sort());
    for (const { at, until } of inOrder.restrictions)
      expect(Date.parse(until) - Date.parse(at)).toBe(3 * HOUR);
  });

  it.each([
    { order: 'every hour shuffled', arrange: () => shuffledByHour(lines, stops) },
    { order: 'the newest first', arrange: () => lines.toReversed() },
  ])('comes to the same outcome with $order', async ({ order, arrange }) => {
    const file = scratch.write(`${order}.ndjson`, `${arrange().join('\n')}\n`);
    const replayed = await replay([file], scratch.fresh('out'), flags);
    expect(replayed.summary).toMatchObject({ accepted: lines.length, late: 0 });
    expect(outcomes(replayed)).toEqual([...new Set(expected.map(keyOf))].sort());
  });

  it.each(['in order', 'the newest first'])(
    'counts calls of several legs once, and rates them later, %s',
    async (order) => {
      const told = stops.map((stop, i) => tell(stop, i, callOfStop(stop)));
      const calls = wholeCalls(told.flatMap(({ legs }) => legs)).sort((a, b) => a.at - b.at);
      const records = told
        .flatMap(({ lines }) => lines as { at: number }[])
        .sort((a, b) => a.at - b.at);
      if (order !== 'in order') records.reverse();
      const text = records.map((record) => JSON.stringify(record)).join('\n');
      const file = scratch.write(`legs ${order}.ndjson`, `${text}\n`);
      const replayed = await replay([file], scratch.fresh('out'), flags);
      const wanted = decide(calls, rules, PERIODS).map(keyOf);
      expect(replayed.summary).toMatchObject({ accepted: records.length, late: 0 });
      expect(outcomes(replayed)).toEqual([...new Set(wanted)].sort());
    },
  );
});
