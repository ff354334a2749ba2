import type { Cdr } from '@sekisho/cdr';
import { buildCdr } from '@sekisho/cdr/testing';
import { createDirectory } from '@sekisho/ledger';
import { type AlertVersion, parseRuleSet } from '@sekisho/rules';
import { describe, expect, it } from 'vitest';
import { Partition } from '../partition.ts';
import { alertVersionRow } from '../store-rows.ts';
import { partitionParts, storeOutcome } from '../testing/partition-parts.ts';
import { scratchStore } from '../testing/scratch-store.ts';
import { rebuild } from './rebuild.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const T0 = Date.UTC(2026, 7, 10);

const parts = { ...partitionParts(), directory: createDirectory([]) };
const YEN = `
name: test
rules:
  - { id: yen, rule: cost, window: 8d, warning: 3000, critical: 9000 }
`;
const CALLS_AND_YEN = `${YEN}  - { id: calls, rule: calls, window: 8d, warning: 2, critical: 4 }
`;

const scratch = scratchStore();

/** A stop of a five-minute call of s1 to Guinea. */
const stop = (at: number, overrides: Partial<Cdr> = {}): Cdr =>
  buildCdr({
    event: 'stop',
    at,
    startedAt: at - 5 * MINUTE,
    answeredAt: at - 5 * MINUTE,
    endedAt: at,
    durationMs: undefined,
    subscriber: 's1',
    called: '010224601123456',
    ...overrides,
  });
const start = (at: number, overrides: Partial<Cdr> = {}): Cdr =>
  stop(at, { event: 'start', startedAt: at, answeredAt: at, endedAt: undefined, ...overrides });
const rating = (at: number, costMilliYen: number, of: Cdr): Cdr => ({
  ...of,
  event: 'interim',
  at,
  endedAt: undefined,
  costMilliYen,
});

/** A partition that keeps the versions it shows, and stores what it takes in where it is told to. */
function partitionOf(topic: string, rules: string, isStored: boolean) {
  const versions: AlertVersion[] = [];
  const partition = new Partition({
    ...parts,
    ruleSet: parseRuleSet(rules, 'test.yaml', (name) => name),
    topic,
    offset: 1,
    onVersion: (version, { position }) => {
      versions.push(version);
      if (isStored)
        scratch.store.appendAlertVersion(
          alertVersionRow(version, position, parts.numbering.versions),
        );
    },
  });
  partition.position.ingestedAt = Date.now();
  const take = (cdr: Cdr) => {
    const outcome = partition.enrich(cdr, partition.position);
    if (outcome.outcome === 'ok') {
      partition.score(outcome);
      if (isStored) storeOutcome(scratch.store, outcome);
    }
    partition.position.offset++;
    return outcome.outcome;
  };
  return { partition, take, versions };
}

/** Each alert as it was shown last. */
function alerts(versions: readonly AlertVersion[]) {
  const last = new Map(versions.map((version) => [version.alertId, version]));
  return [...last.values()].map(({ alertId, severity, calls, costMilliYen, lastAt }) => ({
    alertId,
    severity,
    calls,
    costMilliYen,
    lastAt,
  }));
}

const up = { callId: 'up', correlationId: 'c-up' };
const over = { callId: 'over', correlationId: 'c-over' };
const alone = stop(T0 + HOUR, { callId: 'alone' });
const reused = { correlationId: 'same' };
const records: Cdr[] = [
  stop(T0, { ...over, source: 'sbc' }),
  rating(T0 + 30 * MINUTE, 4_000_000, stop(T0, { ...over, source: 'sbc' })),
  alone,
  start(T0 + 2 * HOUR, { ...up, source: 'sbc' }),
  start(T0 + 2 * HOUR + 1000, { ...up, source: 'pbx' }),
  stop(T0 + 2 * HOUR + 5 * MINUTE, { ...up, source: 'sbc', correlationId: undefined }),
  stop(T0 + 2 * HOUR + 5 * MINUTE + 1000, { ...up, source: 'pbx' }),
  stop(T0 + 1000, { ...over, source: 'pbx' }),
  rating(T0 + 3 * HOUR, 5_000_000, alone),
  stop(T0 + 4 * HOUR, { ...reused, callId: 'r1' }),
  stop(T0 + 5 * HOUR, { ...reused, callId: 'r2' }),
  stop(T0 + 5 * HOUR, { ...reused, callId: 'r3', called: '010224601123457' }),
];

/** What a partition shows, and one that takes its place after so many records. */
async function interrupted(name: string, rules: string, of: readonly Cdr[], done: number) {
  const topic = `${name}-${done}`;
  const whole = partitionOf(topic, rules, true);
  for (const cdr of of.slice(0, done)) expect(whole.take(cdr)).toBe('ok');
  await scratch.store.flush();
  const { partition, take, versions } = partitionOf(topic, rules, false);
  await rebuild({
    ...parts,
    engine: scratch.engine,
    topic,
    positions: new Map([[0, done + 1]]),
    partitions: new Map([[0, partition]]),
    signal: AbortSignal.timeout(60_000),
  });
  partition.position.offset = done + 1;
  for (const cdr of of.slice(done)) {
    whole.take(cdr);
    expect(take(cdr)).toBe('ok');
  }
  for (const { scorer, clock } of [whole.partition, partition]) scorer.finish(clock.now);
  // What was shown before stands; the rebuilt one shows what came after.
  const before = whole.versions.filter(({ offset }) => offset <= done);
  return { whole: alerts(whole.versions), resumed: alerts([...before, ...versions]) };
}

describe('a partition rebuilt from the store', () => {
  it.each(records.map((_, i) => i + 1))('after %i records counts calls as before', async (done) => {
    const { whole, resumed } = await interrupted('calls', CALLS_AND_YEN, records, done);
    expect(whole).toMatchObject([{ severity: 'critical', calls: 6, costMilliYen: 12_400_000 }]);
    expect(resumed).toEqual(whole);
  });

  const quiet = [
    alone,
    rating(T0 + 2 * HOUR, 2_000_000, alone),
    stop(T0 + 3 * HOUR, { callId: 'b' }),
    stop(T0 + 4 * HOUR, { callId: 'c' }),
  ];

  it.each([1, 2, 3])('after %i records knows what a call was rated at', async (done) => {
    const { whole, resumed } = await interrupted('rated', YEN, quiet, done);
    expect(whole).toMatchObject([{ severity: 'warning', calls: 3, costMilliYen: 3_700_000 }]);
    expect(resumed).toEqual(whole);
  });
});
