import { beforeAll, describe, expect, it } from 'vitest';
import { buildRecord, ndjson, type RecordFields, T0 } from '../support/record.ts';
import { type Replayed, replay } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { ask, type Row } from '../support/store.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const NOT_SENT = {
  startedAt: undefined,
  answeredAt: undefined,
  endedAt: undefined,
  called: undefined,
};

interface Case {
  name: string;
  records: RecordFields[];
  /** The leg's one row in `call`. */
  row: Row;
}

/** How the store writes an instant. */
function stored(ms: number): string {
  return new Date(ms).toISOString().replace('T', ' ').replace('Z', '');
}

const start = { event: 'start', startedAt: T0, answeredAt: T0 + 5 * SECOND, endedAt: undefined };
const stop = { event: 'stop', ...NOT_SENT, endedAt: T0 + 95 * SECOND };
const interim = { event: 'interim', ...NOT_SENT, at: T0 + 65 * SECOND };

const cases: Case[] = [
  {
    name: 'what a bare stop leaves out',
    records: [{ startedAt: undefined, answeredAt: undefined }],
    row: {
      source: 'default',
      service: 'default',
      direction: 'outbound',
      line: '',
      started_at: stored(T0 + MINUTE),
      answered_at: null,
      ended_at: stored(T0 + MINUTE),
      duration_sec: 0,
      cost_jpy: 0,
    },
  },
  {
    name: 'answer and start from a duration',
    records: [{ startedAt: undefined, answeredAt: undefined, durationSec: 45.5 }],
    row: {
      started_at: stored(T0 + 14_500),
      answered_at: stored(T0 + 14_500),
      duration_sec: 45.5,
      cost_jpy: 170,
    },
  },
  {
    name: 'start from the answer before end minus duration',
    records: [{ startedAt: undefined, durationSec: 30 }],
    row: { started_at: stored(T0), answered_at: stored(T0), duration_sec: 30 },
  },
  {
    name: 'start from the record before its answer',
    records: [{ startedAt: T0 - 7 * SECOND }],
    row: { started_at: stored(T0 - 7 * SECOND), answered_at: stored(T0), duration_sec: 60 },
  },
  {
    name: 'a duration of 0 although answered costs nothing',
    records: [{ durationSec: 0 }],
    row: { answered_at: stored(T0), duration_sec: 0, cost_jpy: 0 },
  },
  {
    name: 'an unanswered call costs nothing',
    records: [{ answeredAt: null }],
    row: { started_at: stored(T0), answered_at: null, duration_sec: 0, cost_jpy: 0 },
  },
  {
    name: 'a duration of 0 without an answer is no answer',
    records: [{ answeredAt: null, durationSec: 0 }],
    row: { answered_at: null, duration_sec: 0 },
  },
  {
    name: 'talk between answer and end',
    records: [{ endedAt: T0 + 90_500 }],
    row: { duration_sec: 90.5, cost_jpy: 340 },
  },
  {
    name: 'talk is not below 0',
    records: [{ startedAt: T0 - 2000, answeredAt: T0, endedAt: T0 - 1000 }],
    row: { duration_sec: 0, cost_jpy: 0 },
  },
  {
    name: 'a minute is one unit',
    records: [{ durationSec: 60 }],
    row: { duration_sec: 60, cost_jpy: 170, cost_source: 'deck' },
  },
  {
    name: 'a minute and a millisecond are two units',
    records: [{ durationSec: 60.001 }],
    row: { duration_sec: 60.001, cost_jpy: 340 },
  },
  {
    name: 'less than half a millisecond is rounded away',
    records: [{ durationSec: 60.0004 }],
    row: { duration_sec: 60, cost_jpy: 170 },
  },
  {
    name: 'more than half a millisecond is rounded up',
    records: [{ durationSec: 60.0006 }],
    row: { duration_sec: 60.001, cost_jpy: 340 },
  },
  {
    name: 'a millisecond is one unit',
    records: [{ durationSec: 0.001 }],
    row: { duration_sec: 0.001, cost_jpy: 170 },
  },
  {
    name: 'times with an offset, cut to milliseconds',
    records: [
      {
        startedAt: '2025-03-03T12:00:00.123999+09:00',
        answeredAt: '2025-03-03T03:00:01.0019Z',
        endedAt: 1_740_970_811_002.9,
      },
    ],
    row: {
      started_at: '2025-03-03 03:00:00.123',
      answered_at: '2025-03-03 03:00:01.001',
      ended_at: '2025-03-03 03:00:11.002',
      duration_sec: 10.001,
    },
  },
  {
    name: 'a start alone: up, nothing talked',
    records: [start],
    row: {
      started_at: stored(T0),
      answered_at: stored(T0 + 5 * SECOND),
      ended_at: null,
      duration_sec: 0,
      cost_jpy: 0,
    },
  },
  {
    name: 'a start with its answer alone',
    records: [{ ...start, startedAt: undefined }],
    row: { started_at: stored(T0 + 5 * SECOND), answered_at: stored(T0 + 5 * SECOND) },
  },
  {
    name: 'a start with `at` alone',
    records: [{ ...start, startedAt: undefined, answeredAt: undefined, at: T0 + 3 * SECOND }],
    row: { started_at: stored(T0 + 3 * SECOND), answered_at: null },
  },
  {
    name: 'a stop takes called, start and answer from the start',
    records: [start, stop],
    row: {
      kind: 'international',
      iso2: 'GN',
      started_at: stored(T0),
      answered_at: stored(T0 + 5 * SECOND),
      ended_at: stored(T0 + 95 * SECOND),
      duration_sec: 90,
      cost_jpy: 340,
    },
  },
  {
    name: 'a stop with a start of its own is stored with the known leg',
    records: [start, { ...stop, startedAt: T0 - 9 * SECOND, answeredAt: T0 + 35 * SECOND }],
    row: { started_at: stored(T0), answered_at: stored(T0 + 35 * SECOND), duration_sec: 60 },
  },
  {
    name: 'an interim talks from the answer to its `at`',
    records: [start, interim],
    row: {
      iso2: 'GN',
      started_at: stored(T0),
      ended_at: null,
      duration_sec: 60,
      cost_jpy: 170,
    },
  },
  {
    name: 'start, interim and stop are one row',
    records: [start, interim, stop],
    row: { started_at: stored(T0), duration_sec: 90, cost_jpy: 340 },
  },
  {
    name: 'an interim that comes first gives the leg its start',
    records: [
      { ...interim, called: '010224601123456', durationSec: 40 },
      { ...start, startedAt: T0 + 2 * SECOND },
    ],
    row: { started_at: stored(T0 + 25 * SECOND), duration_sec: 40 },
  },
  {
    name: 'an interim without called, overtaken by its stop',
    records: [{ ...stop, called: '010224601123456', startedAt: T0, answeredAt: T0 }, interim],
    row: { iso2: 'GN', started_at: stored(T0), duration_sec: 95, ended_at: stored(T0 + 95_000) },
  },
  {
    name: 'a start overtaken by its stop changes nothing',
    records: [{ ...stop, called: '010224601123456', startedAt: T0, answeredAt: T0 }, start],
    row: { started_at: stored(T0), answered_at: stored(T0), duration_sec: 95, cost_jpy: 340 },
  },
  {
    name: 'interims out of order: the newest counts',
    records: [start, interim, { ...interim, at: T0 + 35 * SECOND }],
    row: { duration_sec: 60, cost_jpy: 170 },
  },
  {
    name: 'the switch’s rating wins over the deck',
    records: [{ costJpy: 12.345 }],
    row: { cost_jpy: 12.345, cost_source: 'switch' },
  },
  {
    name: 'a rating of 0 is none',
    records: [{ costJpy: 0 }],
    row: { cost_jpy: 170, cost_source: 'deck' },
  },
  {
    name: 'the switch’s rating on a domestic leg',
    records: [{ called: '0312345678', costJpy: 8.5 }],
    row: { kind: 'domestic', cost_jpy: 8.5, cost_source: 'switch' },
  },
  {
    name: 'the switch’s rating on an inbound leg',
    records: [{ direction: 'inbound', called: '0120895065', costJpy: 10 }],
    row: { direction: 'inbound', cost_jpy: 10, cost_source: 'switch' },
  },
  {
    name: 'the switch’s rating on an unanswered leg',
    records: [{ answeredAt: null, costJpy: 3 }],
    row: { duration_sec: 0, cost_jpy: 3, cost_source: 'switch' },
  },
  {
    name: 'a domestic leg costs 0',
    records: [{ called: '0312345678' }],
    row: {
      kind: 'domestic',
      iso2: 'JP',
      prefix: '',
      risk: [],
      duration_sec: 60,
      cost_jpy: 0,
      cost_source: 'none',
    },
  },
  {
    name: 'an inbound leg is described by called and costs 0',
    records: [{ direction: 'inbound' }],
    row: {
      kind: 'international',
      iso2: 'GN',
      country: 'Guinea',
      prefix: '224',
      risk: ['high-risk-2015'],
      cost_jpy: 0,
      cost_source: 'none',
    },
  },
  {
    name: 'an unallocated country code has the default rate',
    records: [{ called: '0102105551234' }],
    row: { kind: 'international', iso2: '', prefix: '', cost_jpy: 170, cost_source: 'deck' },
  },
  {
    name: 'an empty called is a number of kind unknown',
    records: [{ called: '' }],
    row: { kind: 'unknown', iso2: '', country: '', cost_jpy: 0, cost_source: 'none' },
  },
  {
    name: 'emergency',
    records: [{ called: '110' }],
    row: { kind: 'emergency', cost_jpy: 0, cost_source: 'none' },
  },
  {
    name: 'what a record says of its way is kept',
    records: [
      {
        source: 'sbc1',
        line: '0312345678',
        service: 'phone',
        sourceIp: '198.51.100.7',
        userAgent: 'PBX 1',
        trunk: 't1',
      },
    ],
    row: {
      source: 'sbc1',
      line: '0312345678',
      service: 'phone',
      source_ip: '198.51.100.7',
      user_agent: 'PBX 1',
      trunk: 't1',
    },
  },
  {
    name: 'what only the start said stands in the leg’s row',
    records: [
      { ...start, line: '0312345678', service: 'phone', sourceIp: '198.51.100.7', trunk: 't1' },
      { ...stop, userAgent: 'PBX 1' },
    ],
    row: {
      line: '0312345678',
      service: 'phone',
      source_ip: '198.51.100.7',
      trunk: 't1',
      user_agent: 'PBX 1',
    },
  },
];

/** A replay and a query on a machine that is busy. */
const PATIENCE_MS = 60_000;

describe('what a record leaves out', () => {
  const scratch = scratchFolder();
  const rows = new Map<unknown, Row[]>();
  let replayed: Replayed;

  beforeAll(async () => {
    const records = cases.flatMap(({ name, records }) =>
      records.map((record) => buildRecord({ subscriber: name, ...record })),
    );
    const file = scratch.write('defaults.ndjson', ndjson(records));
    const data = scratch.fresh('data');
    replayed = await replay([file], scratch.fresh('out'), ['--data', data]);
    for (const row of await ask(data, 'select * from call')) {
      rows.set(row['subscriber'], [...(rows.get(row['subscriber']) ?? []), row]);
    }
  }, PATIENCE_MS);

  it('is no fault', () => {
    expect(replayed.rejected).toEqual([]);
    expect(replayed.summary.accepted).toBe(cases.flatMap(({ records }) => records).length);
  });

  it.each(cases)('$name', ({ name, row }) => {
    expect(rows.get(name)).toMatchObject([row]);
  });
});
