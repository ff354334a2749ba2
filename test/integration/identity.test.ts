import { beforeAll, describe, expect, it } from 'vitest';
import { buildRecord, ndjson, type RecordFields, T0 } from '../support/record.ts';
import { type Replayed, replay } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { ask, type Row } from '../support/store.ts';

const MINUTE = 60_000;
const HORIZON = 691_200_000;

interface Case {
  name: string;
  records: RecordFields[];
  duplicates?: number;
  late?: number;
  /** What `call` holds of it, in the order of `started_at`. */
  rows: Row[];
}

const ended = (at: number, more: RecordFields = {}): RecordFields => ({
  startedAt: at - MINUTE,
  answeredAt: at - MINUTE,
  endedAt: at,
  ...more,
});
const interim = (at: number, more: RecordFields = {}): RecordFields => ({
  event: 'interim',
  endedAt: undefined,
  at,
  ...more,
});

const cases: Case[] = [
  {
    name: 'the first accepted version wins',
    records: [{ durationSec: 10 }, { durationSec: 500, called: '0312345678' }],
    duplicates: 1,
    rows: [{ duration_sec: 10, cost_jpy: 170, iso2: 'GN' }],
  },
  {
    name: 'a repeat with another start is a repeat',
    records: [{}, { startedAt: T0 - 30_000 }, { startedAt: T0 + 30_000 }],
    duplicates: 2,
    rows: [{ started_at: '2025-03-03 03:00:00.000' }],
  },
  {
    name: 'a refused record is not the first version',
    records: [{ costJpy: -1 }, { costJpy: 5 }],
    rows: [{ cost_jpy: 5 }],
  },
  {
    name: 'another event is another record',
    records: [{ event: 'start', endedAt: undefined }, {}, { event: 'start', endedAt: undefined }],
    duplicates: 1,
    rows: [{ duration_sec: 60 }],
  },
  {
    name: 'interims differ by their time',
    records: [
      interim(T0 + 1),
      interim(T0 + 2),
      interim(T0 + 1),
      interim(T0 + 2, { durationSec: 9 }),
    ],
    duplicates: 2,
    rows: [{ duration_sec: 0.002 }],
  },
  {
    name: 'the same interim time written otherwise',
    records: [
      interim(T0),
      { event: 'interim', endedAt: undefined, at: '2025-03-03T12:00:00.0009+09:00' },
    ],
    duplicates: 1,
    rows: [{ duration_sec: 0 }],
  },
  {
    name: 'another source is another leg',
    records: [{ source: 'a' }, { source: 'b' }, { source: 'a' }, {}, { source: 'default' }],
    duplicates: 2,
    rows: [{ source: 'a' }, { source: 'b' }, { source: 'default' }],
  },
  {
    name: 'another call is another leg',
    records: [{ callId: 'a' }, { callId: 'A' }, { callId: 'a ' }],
    rows: [{ call_id: 'A' }, { call_id: 'a' }, { call_id: 'a ' }],
  },
  {
    name: 'source and call id do not run into one another',
    records: [
      { source: 'a', callId: 'b c' },
      { source: 'a b', callId: 'c' },
    ],
    rows: [{ source: 'a' }, { source: 'a b' }],
  },
  {
    name: 'line:0355550001',
    records: [{ subscriber: null, line: '0355550001' }, {}, { line: '0355550002' }],
    duplicates: 2,
    rows: [{ line: '0355550001' }],
  },
  {
    name: 'exactly eight days old is not late',
    records: [ended(T0, { callId: 'new' }), ended(T0 - HORIZON, { callId: 'old' })],
    rows: [{ call_id: 'old' }, { call_id: 'new' }],
  },
  {
    name: 'a millisecond more is late, and its repeat too',
    records: [
      ended(T0, { callId: 'new' }),
      ended(T0 - HORIZON - 1, { callId: 'old', durationSec: 30 }),
      ended(T0 - HORIZON - 1, { callId: 'old', durationSec: 40 }),
    ],
    late: 2,
    rows: [{ call_id: 'old', duration_sec: 30 }, { call_id: 'new' }],
  },
  {
    name: 'a late repeat of a record accepted in time',
    records: [
      ended(T0 - HORIZON - 1, { callId: 'old', durationSec: 30 }),
      ended(T0, { callId: 'new' }),
      ended(T0 - HORIZON - 1, { callId: 'old', durationSec: 40 }),
      ended(T0 - HORIZON - 1, { callId: 'old', durationSec: 40, startedAt: T0 - HORIZON - 99 }),
    ],
    late: 2,
    rows: [{ call_id: 'old', duration_sec: 30 }, { call_id: 'new' }],
  },
  {
    name: 'a late stop joins the leg of its start',
    records: [
      ended(T0 - HORIZON - MINUTE, { callId: 'old', event: 'start', endedAt: undefined }),
      ended(T0, { callId: 'new' }),
      ended(T0 - HORIZON - 1, { callId: 'old', startedAt: undefined, answeredAt: undefined }),
    ],
    late: 1,
    rows: [{ call_id: 'old' }, { call_id: 'new' }],
  },
  {
    name: 'a domestic call moves the clock too',
    records: [
      ended(T0, { callId: 'new', called: '0312345678' }),
      ended(T0 - HORIZON - 1, { callId: 'old' }),
    ],
    late: 1,
    rows: [{ call_id: 'old' }, { call_id: 'new' }],
  },
  {
    name: 'a refused record moves no clock',
    records: [
      ended(T0, { callId: 'new', costJpy: -1 }),
      ended(T0 - HORIZON - 1, { callId: 'old' }),
    ],
    rows: [{ call_id: 'old' }],
  },
];

const sum = (of: 'duplicates' | 'late') =>
  cases.reduce((total, each) => total + (each[of] ?? 0), 0);

/** A replay and a query on a machine that is busy. */
const PATIENCE_MS = 60_000;

describe('which record is which', () => {
  const scratch = scratchFolder();
  let replayed: Replayed;
  let rows: Row[];

  beforeAll(async () => {
    const records = cases.flatMap(({ name, records }) =>
      records.map((record) => buildRecord({ subscriber: name, ...record })),
    );
    const file = scratch.write('identity.ndjson', ndjson(records));
    const data = scratch.fresh('data');
    replayed = await replay([file], scratch.fresh('out'), ['--data', data]);
    rows = await ask(data, 'select * from call order by started_at, source, call_id');
  }, PATIENCE_MS);

  it.each(cases)('$name', ({ name, rows: expected }) => {
    expect(rows.filter((row) => row['subscriber'] === name)).toMatchObject(expected);
  });

  it('counts duplicates and late records', () => {
    expect(replayed.summary).toMatchObject({
      records: cases.flatMap(({ records }) => records).length,
      rejected: 2,
      duplicates: sum('duplicates'),
      late: sum('late'),
    });
  });

  it('knows the called number of a leg that ended within the horizon', async () => {
    const many = Array.from({ length: 66_000 }, (_, i) => ({ callId: `n${i}` }));
    const records = [{ callId: 'first' }, ...many, interim(T0 + 1, { callId: 'first' })].map(
      (record, i) =>
        buildRecord({ ...record, called: i === many.length + 1 ? undefined : '0312345678' }),
    );
    const file = scratch.write('many.ndjson', ndjson(records));
    const { rejected } = await replay([file], scratch.fresh('out'));
    expect(rejected).toEqual([]);
  });
});
