import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRowEncoder } from './row-encoder.ts';
import type { CdrRow } from './rows.ts';
import { buildCdrRow } from './test-rows.ts';
import { migratedEngine, millis } from './test-store.ts';

const day = 24 * 3_600_000;
const start = Date.UTC(2026, 3, 1);

const optionalText = fc.constantFrom(undefined, 'x', 'y', 'z');
const optionalTime = fc.constantFrom(undefined, start + 1_000, start + 2_000, start + 60_001);

/** Records over so few identities that legs have several events and events several repeats. */
const record: fc.Arbitrary<Partial<CdrRow>> = fc
  .record({
    subscriber: fc.constantFrom('sub-1', 'sub-2'),
    source: fc.constantFrom('sbc-1', 'sbc-2'),
    startedAt: fc.constantFrom(start, start + 1, start + day),
    callId: fc.constantFrom('a', 'b'),
    event: fc.constantFrom('start', 'interim', 'stop'),
    interimAt: fc.constantFrom(start + 60_000, start + 60_001, start + 10 * day),
    at: fc.constantFrom(start, start + 5_000),
    line: optionalText,
    service: fc.constantFrom('s', 't'),
    direction: fc.constantFrom('outbound', 'inbound'),
    kind: fc.constantFrom('international', 'domestic', 'unknown'),
    country: optionalText,
    risk: fc.subarray(['p', 'q']),
    calledMasked: optionalText,
    answeredAt: optionalTime,
    endedAt: optionalTime,
    durationSecMilli: fc.nat(99_999),
    costJpyMilli: fc.oneof(fc.constant(0), fc.nat(99_999)),
    costSource: fc.constantFrom('switch', 'deck', 'none'),
    cause: fc.constantFrom(undefined, 16, 17),
    barred: fc.boolean(),
    sourceIp: optionalText,
    userAgent: optionalText,
    trunk: optionalText,
    correlationId: optionalText,
    late: fc.boolean(),
  })
  .map((made) => ({
    ...made,
    interimAt: made.event === 'interim' ? made.interimAt : 0,
    // Without an end no stop is accepted.
    endedAt: made.event === 'stop' ? (made.endedAt ?? start + 1_000) : made.endedAt,
  }));

/** Rows by their offsets, in any cut, any order and more than once; with merges in between. */
interface Delivery {
  offsets: number[];
  monthsAgo: number;
  thenMerge: boolean;
}

function deliveries(count: number): fc.Arbitrary<Delivery[]> {
  const all = Array.from({ length: count }, (_, offset) => offset);
  const some = fc.record({
    offsets: fc.subarray(all, { minLength: 1 }),
    monthsAgo: fc.constantFrom(0, 0, 2),
    thenMerge: fc.boolean(),
  });
  const whole = fc.record({
    offsets: fc.shuffledSubarray(all, { minLength: count }),
    monthsAgo: fc.constant(0),
    thenMerge: fc.boolean(),
  });
  const parts = fc.array(some, { maxLength: 5 });
  return fc.tuple(parts, whole, parts).map(([before, once, after]) => [...before, once, ...after]);
}

const traffic = fc
  .array(record, { minLength: 1, maxLength: 25 })
  .map((records) => records.map((made, offset) => buildCdrRow({ ...made, offset })))
  .chain((rows) => fc.record({ rows: fc.constant(rows), deliveries: deliveries(rows.length) }));

function firstAccepted(rows: readonly CdrRow[], event: CdrRow['event'], interimAt: number) {
  const same = rows.filter((row) => row.event === event && row.interimAt === interimAt);
  return same.reduce<CdrRow | undefined>(
    (first, row) => (first === undefined || row.offset < first.offset ? row : first),
    undefined,
  );
}

/** Whether an interim tells what a leg cost that had ended by then. */
function isRating(interim: CdrRow | undefined, stop: CdrRow | undefined): interim is CdrRow {
  if (interim === undefined || stop?.endedAt === undefined) return false;
  const isRated = interim.costSource === 'switch' && interim.costJpyMilli > 0;
  return isRated && interim.interimAt >= stop.endedAt;
}

/** What the contract says of one leg, from all its records, in words rather than in SQL. */
function expectedCall(rows: readonly CdrRow[]) {
  const newest = Math.max(...rows.map(({ interimAt }) => interimAt));
  const stop = firstAccepted(rows, 'stop', 0);
  const interim = newest > 0 ? firstAccepted(rows, 'interim', newest) : undefined;
  const events = [stop, interim, firstAccepted(rows, 'start', 0)].filter(
    (row) => row !== undefined,
  );
  const best = events[0]!;
  const cost = isRating(interim, stop) ? interim : best;
  const having = <K extends keyof CdrRow>(key: K) =>
    events.find((row) => row[key] !== undefined)?.[key];
  return {
    call_id: best.callId,
    source: best.source,
    subscriber: best.subscriber,
    line: having('line') ?? '',
    service: best.service,
    direction: best.direction,
    kind: best.kind,
    country: best.country ?? '',
    risk: best.risk,
    started_at: best.startedAt,
    answered_at: having('answeredAt') ?? null,
    ended_at: having('endedAt') ?? null,
    duration_sec: best.durationSecMilli / 1000,
    cost_jpy: cost.costJpyMilli / 1000,
    cost_source: cost.costSource,
    source_ip: having('sourceIp') ?? '',
    user_agent: having('userAgent') ?? '',
    trunk: having('trunk') ?? '',
    called_masked: best.calledMasked ?? '',
    cause: having('cause') ?? null,
    barred: best.barred,
    correlation_id: having('correlationId') ?? '',
    last_event: best.event,
    last_at: best.at,
    late: best.late,
  };
}

function expectedCalls(rows: readonly CdrRow[]) {
  const legs = Map.groupBy(rows, (row) =>
    [row.subscriber, row.source, row.startedAt, row.callId].join('|'),
  );
  return [...legs.values()].map(expectedCall);
}

type Call = Record<string, unknown>;

function sorted(calls: readonly Call[]): Call[] {
  const key = ({ subscriber, source, started_at, call_id }: Call) =>
    [subscriber, source, started_at, call_id].join('|');
  return calls.toSorted((a, b) => (key(a) < key(b) ? -1 : 1));
}

describe('view call', () => {
  const store = migratedEngine();
  const times = ['started_at', 'answered_at', 'ended_at', 'last_at'];

  async function calls(like: Call): Promise<Call[]> {
    const found = await store.engine.query<Call>(
      `select ${Object.keys(like).join(', ')} from call`,
    );
    return found.map((call) => {
      const inMillis = times.map((name) => [name, call[name] && millis(String(call[name]))]);
      return { ...call, ...Object.fromEntries(inMillis) };
    });
  }

  it('is one row per leg, exact under any repetition, cut, order and merge', async () => {
    const encoder = await createRowEncoder<CdrRow>(store.engine, 'cdr');
    async function deliver(rows: readonly CdrRow[], { offsets, monthsAgo, thenMerge }: Delivery) {
      const ingestedAt = Date.now() - monthsAgo * 31 * day;
      for (const offset of offsets) encoder.append({ ...rows[offset]!, ingestedAt });
      await store.engine.insertRowBinary('cdr', encoder.columns, encoder.take());
      if (thenMerge) await store.engine.command('optimize table cdr final');
    }
    await fc.assert(
      fc.asyncProperty(traffic, async ({ rows, deliveries: delivered }) => {
        await store.engine.command('truncate table cdr');
        for (const delivery of delivered) await deliver(rows, delivery);
        const expected = sorted(expectedCalls(rows));
        expect(sorted(await calls(expected[0]!))).toEqual(expected);
        await store.engine.command('optimize table cdr final');
        expect(sorted(await calls(expected[0]!))).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  it('tells legs that may be one call by their call_ref', async () => {
    await store.engine.command('truncate table cdr');
    const encoder = await createRowEncoder<CdrRow>(store.engine, 'cdr');
    const leg = { kind: 'international', correlationId: 'call-7', calledRef: 'ab' } as const;
    const legs: Partial<CdrRow>[] = [
      { ...leg, source: 'sbc' },
      { ...leg, source: 'pbx', callId: 'another' },
      { ...leg, source: 'sbc', callId: 'to-another', calledRef: 'cd' },
      { ...leg, source: 'sbc', subscriber: 'who-forwarded' },
      { ...leg, source: 'sbc', callId: 'alone', correlationId: undefined },
      { ...leg, source: 'pbx', callId: 'alone', correlationId: undefined },
    ];
    legs.forEach((of, offset) => {
      encoder.append(buildCdrRow({ ...of, offset }));
    });
    await store.engine.insertRowBinary('cdr', encoder.columns, encoder.take());
    const [counted] = await store.engine.query(
      'select toUInt32(count()) as legs, toUInt32(uniqExact(call_ref)) as calls from call',
    );
    expect(counted).toEqual({ legs: 6, calls: 5 });
  });

  it('has the columns and types that are promised, and no full number', async () => {
    const columns = await store.engine.query<{ name: string; type: string }>('describe call');
    const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]));
    expect(types).toMatchObject({
      call_id: 'String',
      source: 'String',
      subscriber: 'String',
      line: 'String',
      service: 'String',
      direction: "Enum8('outbound' = 1, 'inbound' = 2)",
      kind: expect.stringMatching(/^Enum8/),
      iso2: 'String',
      country: 'String',
      prefix: 'String',
      risk: 'Array(String)',
      started_at: "DateTime64(3, 'UTC')",
      answered_at: "Nullable(DateTime64(3, 'UTC'))",
      ended_at: "Nullable(DateTime64(3, 'UTC'))",
      duration_sec: 'Decimal(18, 3)',
      cost_jpy: 'Decimal(18, 3)',
      cost_source: "Enum8('switch' = 1, 'deck' = 2, 'none' = 3)",
      source_ip: 'String',
      user_agent: 'String',
      trunk: 'String',
      called_masked: 'String',
    });
    expect(Object.keys(types)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/number/)]),
    );
  });

  it('lets a condition on subscriber and time reach the primary index', async () => {
    await store.engine.command('truncate table cdr');
    await store.engine.command(`insert into cdr (subscriber, started_at, call_id, ingested_at)
      select concat('sub-', leftPad(toString(number % 1000), 4, '0')),
        toDateTime64('2026-04-01 00:00:00', 3, 'UTC') + number, toString(number), now()
      from numbers(100000)`);
    const plan = await store.engine.text(
      `explain indexes = 1 select * from call
        where subscriber = 'sub-0500' and started_at > '2026-04-01 12:00:00'`,
      'TSVRaw',
    );
    expect(plan).toMatch(
      /PrimaryKey\n\s+Keys:\s+subscriber\s+started_at\s[\s\S]*Granules: 1\/12\n/,
    );
  });

  it('opens no partition for the times that a record claims', async () => {
    await store.engine.command('truncate table cdr');
    const encoder = await createRowEncoder<CdrRow>(store.engine, 'cdr');
    for (let month = 0; month < 1_200; month += 1) {
      encoder.append(buildCdrRow({ startedAt: Date.UTC(2000, month), offset: month }));
    }
    await store.engine.insertRowBinary('cdr', encoder.columns, encoder.take());
    const parts = `select count() as n from system.parts where active and table = 'cdr'`;
    expect(await store.engine.query(parts)).toEqual([{ n: 1 }]);
    expect(await store.engine.query('select count() as n from call')).toEqual([{ n: 1_200 }]);
  });
});
