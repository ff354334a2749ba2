import { beforeAll, describe, expect, it } from 'vitest';
import { decide, type OracleAlert, type OracleCall, type OracleRule } from '../support/oracle.ts';
import { outcomes, type Replayed, replay } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { type SimulatedStop, simulateStops, talkMsOf } from '../support/simulated.ts';
import { deckCost, type Understood, understand } from '../support/understood.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Several replays on a machine that is busy. */
const PATIENCE_MS = 120_000;

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
  return { subscriber, prefix, startedAt, at, talkMs, costMilliYen: deckCost(understood, talkMs) };
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

const keyOf = ({ subscriber, severity, restrictedAt }: OracleAlert) =>
  `${subscriber} ${severity} ${restrictedAt === undefined ? 'open' : 'restricted'}`;

describe('windowed rules over a simulated week', () => {
  const scratch = scratchFolder();
  let expected: OracleAlert[];
  let lines: string[];
  let stops: SimulatedStop[];
  let inOrder: Replayed;
  let flags: string[];

  beforeAll(async () => {
    ({ lines, stops } = await simulateStops(scratch.fresh('traffic'), 20_000));
    const outbound = stops.filter(({ direction }) => direction === 'outbound');
    const numbers = await understand(outbound.map(({ called }) => called));
    const calls = outbound
      .map((stop) => ({ stop, understood: numbers.get(stop.called) }))
      .filter(({ understood }) => understood?.kind === 'international')
      .map(({ stop, understood }) => callOf(stop, understood as Understood));
    expected = decide(calls, rules, 2 * HOUR);
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
});
