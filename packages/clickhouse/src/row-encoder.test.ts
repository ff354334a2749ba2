import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { createRowEncoder, type RowEncoder } from './row-encoder.ts';
import type { AlertVersionRow, CdrRow, JournalRow, ProfileDayRow } from './rows.ts';
import {
  buildAlertVersionRow,
  buildCdrRow,
  buildJournalRow,
  buildProfileDayRow,
} from './test-rows.ts';
import { migratedEngine, millis } from './test-store.ts';

const loneSurrogates = fc.array(fc.constantFrom('\ud800', '\udc00', 'a', 'é'), { maxLength: 40 });
const text = fc.oneof(
  fc.string({ maxLength: 90 }),
  fc.string({ unit: 'binary', maxLength: 300 }),
  loneSurrogates.map((parts) => parts.join('')),
);
const optionalText = fc.option(text, { nil: undefined });
const time = fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2150, 0) });
const optionalTime = fc.option(time, { nil: undefined });
const count = fc.maxSafeNat();
const number32 = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const money = fc.maxSafeInteger();
const texts = fc.array(text, { maxLength: 200 });
// Within two months: a block of rows may open a hundred partitions at most.
const recently = fc
  .integer({ min: 0, max: 60 * 24 })
  .map((hours) => Date.now() - hours * 3_600_000);
const event = fc.constantFrom('start', 'interim', 'stop');
const direction = fc.constantFrom('outbound', 'inbound');
const legKind = fc.constantFrom('originated', 'forwarded', 'transferred');
const kind = fc.constantFrom('international', 'domestic', 'emergency', 'short', 'unknown');

const cdrRow: fc.Arbitrary<CdrRow> = fc.record({
  subscriber: text,
  startedAt: time,
  source: text,
  callId: text,
  event,
  interimAt: time,
  at: time,
  service: text,
  line: optionalText,
  direction,
  legKind,
  kind,
  iso2: optionalText,
  country: optionalText,
  prefix: optionalText,
  risk: texts,
  calledMasked: optionalText,
  calledRef: optionalText,
  calledNumber: optionalText,
  callingMasked: optionalText,
  callingRef: optionalText,
  callingNumber: optionalText,
  divertedFromMasked: optionalText,
  keyId: number32,
  answeredAt: optionalTime,
  endedAt: optionalTime,
  durationSecMilli: money,
  costJpyMilli: money,
  costSource: fc.constantFrom('switch', 'deck', 'none'),
  cause: fc.option(fc.integer(), { nil: undefined }),
  barred: fc.boolean(),
  correlationId: optionalText,
  sourceIp: optionalText,
  userAgent: optionalText,
  trunk: optionalText,
  late: fc.boolean(),
  topic: text,
  partition: number32,
  offset: count,
  ingestedAt: recently,
});

const journalRow: fc.Arbitrary<JournalRow> = fc.record({
  topic: text,
  partition: number32,
  offset: count,
  at: time,
  subscriber: text,
  service: text,
  source: text,
  callId: text,
  event,
  direction,
  legKind,
  kind,
  iso2: optionalText,
  countryKey: optionalText,
  prefix: optionalText,
  class: optionalText,
  risk: texts,
  calledRef: optionalText,
  calledMasked: optionalText,
  line: optionalText,
  calledRange: optionalText,
  blockRef: optionalText,
  dialForm: optionalText,
  oddLength: fc.boolean(),
  callingRef: optionalText,
  startedAt: time,
  answeredAt: optionalTime,
  endedAt: optionalTime,
  talkMs: count,
  costMilliYen: money,
  rated: fc.boolean(),
  barred: fc.boolean(),
  correlationId: optionalText,
  sourceIp: optionalText,
  sourceCountry: optionalText,
  userAgent: optionalText,
  trunk: optionalText,
  late: fc.boolean(),
  ingestedAt: recently,
});

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const alertRow: fc.Arbitrary<AlertVersionRow> = fc.record({
  alertId: text,
  step: number32,
  topic: text,
  partition: number32,
  offset: count,
  at: time,
  subscriber: text,
  service: text,
  openedAt: time,
  lastAt: time,
  firstAt: time,
  since: time,
  evidenceStartedAt: time,
  closedAt: optionalTime,
  severity: fc.constantFrom('warning', 'critical'),
  score: fc.integer({ min: 0, max: 255 }),
  rules: fc.array(
    fc.record({
      rule: text,
      severity: text,
      observed: finite,
      threshold: finite,
      window: number32,
      calls: fc.array(count, { maxLength: 300 }),
    }),
    { maxLength: 5 },
  ),
  evidence: fc.array(
    fc.record({ rule: text, name: text, observed: finite, usual: finite, points: finite }),
    { maxLength: 5 },
  ),
  calls: count,
  costJpyMilli: money,
  countries: texts,
  restrictionId: optionalText,
  restrictedAt: optionalTime,
  restrictedUntil: optionalTime,
  rulesVersion: text,
  ratesVersion: text,
  listsVersion: text,
  dialPlanVersion: text,
  weightsVersion: text,
  besideVersion: optionalText,
  ingestedAt: recently,
});

const day = fc.integer({ min: 0, max: 65_535 }).map((days) => days * 86_400_000);
const profileDayRow: fc.Arbitrary<ProfileDayRow> = fc.record({
  topic: text,
  partition: number32,
  subscriber: text,
  day,
  offset: count,
  profile: text,
  ingestedAt: recently,
});

/** A stored value as a row would give it, by the type of its column. */
function given(type: string, value: unknown): unknown {
  if (value === null) return undefined;
  if (type.includes('DateTime')) return millis(String(value));
  if (type === 'Date') return Date.parse(String(value));
  if (type.startsWith('Decimal')) return Math.round(Number(value));
  return value;
}

/** A row as the table gives it back: strings well formed, absent ones empty, whole seconds. */
function stored(value: unknown, property = ''): unknown {
  if (typeof value === 'string') return value.toWellFormed();
  if (property === 'ingestedAt') return Math.floor(Number(value) / 1000) * 1000;
  if (Array.isArray(value)) return value.map((element) => stored(element));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, stored(inner, name)]),
  );
}

function camel(column: string): string {
  return column.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

type AnyRow = Record<string, unknown>;

function table<Row extends object>(name: string, row: fc.Arbitrary<Row>, sample: Row) {
  return { name, row: row.map((one) => ({ ...one }) as AnyRow), sample };
}

describe('createRowEncoder', () => {
  const store = migratedEngine();

  describe.each([
    table('cdr', cdrRow, buildCdrRow()),
    table('journal', journalRow, buildJournalRow()),
    table('alert_version', alertRow, buildAlertVersionRow()),
    table('candidate_version', alertRow, buildAlertVersionRow()),
    table('profile_day', profileDayRow, buildProfileDayRow()),
  ])('$name', ({ name: table, row, sample }) => {
    let encoder: RowEncoder<AnyRow>;
    let types: { name: string; type: string }[];

    beforeAll(async () => {
      encoder = await createRowEncoder(store.engine, table);
      const about = await store.engine.query<{ name: string; type: string }>(
        'select name, type from system.columns where database = currentDatabase() and table = {table:String}',
        { table },
      );
      types = encoder.columns.map((name) => about.find((column) => column.name === name)!);
    });

    function propertyOf({ name, type }: { name: string; type: string }): string {
      return type.startsWith('Decimal') ? `${camel(name)}Milli` : camel(name);
    }

    async function readBack(): Promise<AnyRow[]> {
      const columns = types.map(({ name, type }) =>
        type.startsWith('Decimal') ? `toString(${name} * 1000) as ${name}` : `\`${name}\``,
      );
      const rows = await store.engine.query<AnyRow>(
        `select ${columns.join(', ')} from ${table} as t order by t.\`offset\``,
      );
      return rows.map((found) =>
        Object.fromEntries(
          types.map((column) => [propertyOf(column), given(column.type, found[column.name])]),
        ),
      );
    }

    function expected(rows: readonly AnyRow[]): unknown[] {
      const sorted = rows.toSorted((a, b) => Number(a['offset']) - Number(b['offset']));
      return sorted.map((one) => {
        const texts = types
          .filter(({ type }) => type.includes('String') && !type.includes('Array'))
          .map(propertyOf);
        const filled = texts.map((name) => [name, one[name] ?? '']);
        return stored({ ...one, ...Object.fromEntries(filled) });
      });
    }

    it('has a column for each property of its row and no other', () => {
      expect(types.map(propertyOf).toSorted()).toEqual(Object.keys(sample).toSorted());
    });

    it('gives every row back', async () => {
      const batch = fc.uniqueArray(row, { maxLength: 12, selector: (one) => one['offset'] });
      await fc.assert(
        fc.asyncProperty(batch, async (rows) => {
          await store.engine.command(`truncate table ${table}`);
          for (const one of rows) encoder.append(one);
          expect(encoder.rows).toBe(rows.length);
          await store.engine.insertRowBinary(table, encoder.columns, encoder.take());
          expect(await readBack()).toEqual(expected(rows));
        }),
        { numRuns: 40 },
      );
    });
  });

  describe('a value that does not fit', () => {
    it.each([
      ['event', { event: 'stopped' }],
      ['event', { event: undefined }],
      ['started_at', { startedAt: undefined }],
      ['started_at', { startedAt: 1.5 }],
      ['started_at', { startedAt: Number.NaN }],
      ['started_at', { startedAt: null }],
      ['started_at', { startedAt: 1e15 }],
      ['key_id', { keyId: -1 }],
      ['key_id', { keyId: 2 ** 32 }],
      ['offset', { offset: 2 ** 53 }],
      ['offset', { offset: '7' }],
      ['cost_jpy', { costJpyMilli: undefined }],
      ['answered_at', { answeredAt: 'soon' }],
      ['cause', { cause: 2 ** 31 }],
      ['barred', { barred: undefined }],
      ['risk', { risk: undefined }],
      ['risk', { risk: [7] }],
      ['subscriber', { subscriber: null }],
      ['trunk', { trunk: 7 }],
    ])('in %s is an error that names it, %o, and no half row', async (column, changes) => {
      const encoder = await createRowEncoder<CdrRow>(store.engine, 'cdr');
      encoder.append(buildCdrRow());
      const whole = encoder.bytes;
      const broken = { ...buildCdrRow({ callId: 'ü'.repeat(99) }), ...changes } as CdrRow;
      expect(() => encoder.append(broken)).toThrow(
        expect.objectContaining({
          code: 'encode-value',
          message: expect.stringContaining(`cdr.${column} `),
        }),
      );
      expect([encoder.rows, encoder.bytes]).toEqual([1, whole]);
      encoder.append(buildCdrRow());
      expect(encoder.bytes).toBe(2 * whole);
    });
  });

  it('keeps what was taken while the next rows are appended, and takes nothing twice', async () => {
    const encoder = await createRowEncoder<CdrRow>(store.engine, 'cdr');
    const append = (callId: string) => encoder.append(buildCdrRow({ callId, ingestedAt: 0 }));
    append('first');
    const first = encoder.take();
    const copy = Buffer.from(first);
    for (let n = 0; n < 2_000; n += 1) append(`later-${n}`);
    expect(Buffer.compare(first, copy)).toBe(0);
    expect(encoder.take().length).toBeGreaterThan(200_000);
    expect(encoder.take().length).toBe(0);
    append('first');
    expect(Buffer.compare(encoder.take(), copy)).toBe(0);
  });

  it('writes the types that no table has yet', async () => {
    await store.engine.command(`create table every (
      key UInt16, small Int8, medium Int16, wide Int64, half FixedString(4), short Nullable(UInt8),
      names Array(Array(Nullable(String))), level LowCardinality(Nullable(String)),
      made UInt64 materialized key + 1, same UInt16 alias key, kept DateTime default 0
    ) engine = MergeTree order by key`);
    const encoder = await createRowEncoder<object>(store.engine, 'every');
    expect(encoder.columns).not.toContain('made');
    const row = {
      key: 65_535,
      small: -128,
      medium: -32_768,
      wide: Number.MIN_SAFE_INTEGER,
      half: 'é1',
      short: 255,
      names: [[], ['a', null, 'ü'.repeat(100)]],
      level: null,
      kept: 1_999,
    };
    encoder.append(row);
    expect(() => encoder.append({ ...row, half: 'ééé' })).toThrow(/every.half/);
    await store.engine.insertRowBinary('every', encoder.columns, encoder.take());
    expect(await store.engine.query('select *, made, same from every')).toEqual([
      { ...row, half: 'é1\0', kept: '1970-01-01 00:00:01', made: 65_536, same: 65_535 },
    ]);
  });

  it('refuses a table that is absent', async () => {
    const absent = createRowEncoder(store.engine, 'absent');
    await expect(absent).rejects.toMatchObject({ code: 'encode-column' });
  });
});
