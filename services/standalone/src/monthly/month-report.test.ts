import { openStore } from '@sekisho/clickhouse';
import { buildAlertVersionRow, buildCdrRow, buildJournalRow } from '@sekisho/clickhouse/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DataFolder, openDataFolder } from '../data-folder.ts';
import { monthCsv } from './csv.ts';
import { monthFigures } from './figures.ts';
import { monthMarkdown } from './markdown.ts';
import { monthOf } from './month.ts';
import { readMonth } from './read-month.ts';

const month = monthOf('2026-10', 'Asia/Tokyo');
const now = Date.UTC(2026, 10, 2);
const at = (time: string) => Date.parse(`2026-${time}Z`);
const LONG_AGO = 62 * 86_400_000;

let folder: DataFolder;
beforeAll(async () => {
  folder = await openDataFolder(undefined);
  await insert(Date.now());
});
afterAll(() => folder.close());

const ALERTS = [
  {
    alertId: 'a-1',
    subscriber: 's-1',
    service: 'hikari',
    severity: 'critical',
    calls: 4,
    costJpyMilli: 400_000,
    since: at('10-05T01:00'),
    openedAt: at('10-05T01:05'),
    restrictionId: 'r-1',
    restrictedAt: at('10-05T01:10'),
    restrictedUntil: at('10-05T13:10'),
    offsets: [101, 102],
  },
  {
    alertId: 'a-2',
    subscriber: 's-2',
    service: 'hikari',
    severity: 'critical',
    calls: 2,
    costJpyMilli: 50_000,
    since: at('10-06T00:00'),
    openedAt: at('10-06T00:10'),
    restrictionId: 'r-2',
    restrictedAt: at('10-06T00:30'),
    restrictedUntil: at('10-06T12:30'),
    offsets: [103],
  },
  {
    alertId: 'a-3',
    subscriber: 's-3',
    service: 'denwa',
    severity: 'critical',
    calls: 3,
    costJpyMilli: 100_001,
    since: at('10-07T00:00'),
    openedAt: at('10-07T00:10'),
    restrictionId: 'r-3',
    restrictedAt: at('10-07T00:20'),
    restrictedUntil: at('10-07T12:20'),
    offsets: [104],
  },
  {
    alertId: 'a-4',
    subscriber: 's-4',
    service: 'denwa',
    severity: 'warning',
    calls: 1,
    costJpyMilli: 10_000,
    openedAt: at('10-08T00:00'),
    offsets: [],
  },
  // The last instant before the month, its first, and the first after it, in Tokyo.
  {
    alertId: 'a-5',
    subscriber: 's-5',
    service: 'hikari',
    severity: 'critical',
    calls: 9,
    costJpyMilli: 900_000,
    openedAt: at('09-30T14:59:59.999'),
    offsets: [105],
  },
  {
    alertId: 'a-6',
    subscriber: 's-6',
    service: 'denwa',
    severity: 'warning',
    calls: 1,
    costJpyMilli: 0,
    openedAt: at('09-30T15:00'),
    offsets: [],
  },
  {
    alertId: 'a-7',
    subscriber: 's-7',
    service: 'denwa',
    severity: 'critical',
    calls: 9,
    costJpyMilli: 900_000,
    openedAt: at('10-31T15:00'),
    offsets: [],
  },
] as const;

const JOURNAL = [
  { offset: 101, subscriber: 's-1', countryKey: 'SH', talkMs: 60_000, costMilliYen: 40_000 },
  { offset: 102, subscriber: 's-1', countryKey: 'GB', talkMs: 30_000, costMilliYen: 10_000 },
  { offset: 103, subscriber: 's-2', countryKey: 'SH', talkMs: 60_000, costMilliYen: 40_000 },
  { offset: 104, subscriber: 's-3', countryKey: 'SH', talkMs: 90_000, costMilliYen: 60_001 },
  { offset: 105, subscriber: 's-5', countryKey: 'CU', talkMs: 60_000, costMilliYen: 40_000 },
];

const CALLS = [
  { subscriber: 's-1', startedAt: at('10-05T01:09:59'), barred: true },
  { subscriber: 's-1', startedAt: at('10-05T01:10'), barred: true },
  { subscriber: 's-1', startedAt: at('10-05T02:00'), barred: true },
  { subscriber: 's-1', startedAt: at('10-05T02:30'), barred: false },
  { subscriber: 's-1', startedAt: at('10-05T04:59:59'), barred: true },
  { subscriber: 's-1', startedAt: at('10-05T05:00'), barred: true },
  { subscriber: 's-1', startedAt: at('10-05T03:00'), barred: true, kind: 'domestic' },
  { subscriber: 's-2', startedAt: at('10-06T01:00'), barred: true },
] as const;

const EVENTS = [
  [
    'r-1',
    1,
    'a-1',
    's-1',
    'hikari',
    'applying',
    '10-05 01:10:00',
    'auto',
    '10-05 01:10:00',
    '10-05 13:10:00',
  ],
  [
    'r-1',
    2,
    'a-1',
    's-1',
    'hikari',
    'applied',
    '10-05 01:10:30',
    'auto',
    '10-05 01:10:00',
    '10-05 13:10:00',
  ],
  [
    'r-1',
    3,
    'a-1',
    's-1',
    'hikari',
    'released',
    '10-05 05:00:00',
    'auto',
    '10-05 01:10:00',
    '10-05 13:10:00',
  ],
  [
    'r-2',
    1,
    'a-2',
    's-2',
    'hikari',
    'applied',
    '10-06 00:31:00',
    'sato',
    '10-06 00:30:00',
    '10-06 12:30:00',
  ],
  [
    'r-2',
    2,
    'a-2',
    's-2',
    'hikari',
    'expired',
    '10-06 12:30:00',
    'sato',
    '10-06 00:30:00',
    '10-06 12:30:00',
  ],
] as const;

/** The scenario as it is stored, cut into flushes as they come. */
async function insert(ingestedAt: number, order: 'as it came' | 'turned' = 'as it came') {
  const { engine } = folder;
  const turned = <T>(rows: readonly T[]) => (order === 'turned' ? rows.toReversed() : rows);
  const store = await openStore(engine);
  for (const [n, row] of turned([...CALLS.entries()])) {
    const { startedAt } = row;
    const ended = { answeredAt: undefined, endedAt: startedAt, at: startedAt, durationSecMilli: 0 };
    store.appendCdr(
      buildCdrRow({
        kind: 'international',
        ...row,
        ...ended,
        callId: `c-${n}`,
        offset: n,
        ingestedAt,
      }),
    );
    if (order === 'turned') await store.flush();
  }
  for (const row of turned(JOURNAL)) {
    store.appendJournal(buildJournalRow({ ...row, callId: `j-${row.offset}`, ingestedAt }));
  }
  for (const { offsets, ...row } of turned(ALERTS)) {
    const rule = { rule: 'velocity', severity: 'warning', observed: 9, threshold: 1, window: 60 };
    const rules = [{ ...rule, calls: [...offsets] }];
    store.appendAlertVersion(buildAlertVersionRow({ ...row, rules, ingestedAt }));
  }
  await store.flush();
  await store.close();
  const stored = `fromUnixTimestamp(${Math.floor(ingestedAt / 1000)})`;
  for (const [id, seq, alertId, subscriber, service, state, when, by, from, until] of turned(
    EVENTS,
  )) {
    await engine.command(
      `insert into restriction_event (restriction_id, seq, alert_id, subscriber, service, kind,
          scope, state, transition_at, done_by, at, until, decided_by, severity, ingested_at)
        values ('${id}', ${seq}, '${alertId}', '${subscriber}', '${service}', 'fraud',
          'international', '${state}', '2026-${when}', 'auto', '2026-${from}', '2026-${until}', '${by}', 'critical', ${stored})`,
    );
  }
  for (const [n, [alertId, verdict]] of turned([
    ...Object.entries({ 'a-1': 'not-ours', 'a-2': 'ours', 'a-4': 'unsure' }).entries(),
  ])) {
    await engine.command(
      `insert into verdict_event (alert_id, verdict_id, verdict, given_at, ingested_at)
        values ('${alertId}', ${n + 1}, '${verdict}', '2026-10-09 00:00:00', ${stored})`,
    );
  }
}

const MINUTE = 60_000;

// Worked out by hand from the rows above.
const HIKARI = {
  service: 'hikari',
  alerts: { warning: 0, critical: 2 },
  verdicts: { notOurs: 1, ours: 1, unsure: 0, none: 0 },
  loss: { count: 1, cost: 400_000 },
  suspected: { count: 0, cost: 0 },
  averted: { count: 3, cost: 300_000 },
  delay: {
    toOrder: { median: 20 * MINUTE, longest: 30 * MINUTE },
    toEffect: { median: 45_000, longest: MINUTE },
  },
  restrictions: { expired: 1, released: 1 },
  barred: { count: 2, byPerson: 1 },
  mistaken: { count: 1, barredMs: 719 * MINUTE },
  destinations: [
    { country: 'SH', calls: 1, talkMs: 60_000, cost: 40_000 },
    { country: 'GB', calls: 1, talkMs: 30_000, cost: 10_000 },
  ],
};
const DENWA = {
  service: 'denwa',
  alerts: { warning: 2, critical: 1 },
  verdicts: { notOurs: 0, ours: 0, unsure: 1, none: 2 },
  loss: { count: 0, cost: 0 },
  suspected: { count: 1, cost: 100_001 },
  averted: { count: 0, cost: 0 },
  delay: { toOrder: { median: 20 * MINUTE, longest: 20 * MINUTE }, toEffect: null },
  restrictions: { shadow: 1 },
  barred: { count: 0, byPerson: 0 },
  mistaken: { count: 0, barredMs: 0 },
  destinations: [{ country: 'SH', calls: 1, talkMs: 90_000, cost: 60_001 }],
};
const ALL = {
  service: '*',
  alerts: { warning: 2, critical: 3 },
  verdicts: { notOurs: 1, ours: 1, unsure: 1, none: 2 },
  loss: HIKARI.loss,
  suspected: DENWA.suspected,
  averted: HIKARI.averted,
  delay: { ...HIKARI.delay, toOrder: { median: 20 * MINUTE, longest: 30 * MINUTE } },
  restrictions: { expired: 1, released: 1, shadow: 1 },
  barred: HIKARI.barred,
  mistaken: HIKARI.mistaken,
  destinations: [
    { country: 'SH', calls: 2, talkMs: 150_000, cost: 100_001 },
    { country: 'GB', calls: 1, talkMs: 30_000, cost: 10_000 },
  ],
};

describe('the report of a month', () => {
  const figures = async () => monthFigures(await readMonth(folder.engine, month), now);

  it('tells what the rows say, for all and for each service', async () => {
    expect(await figures()).toEqual([ALL, DENWA, HIKARI]);
  });

  it('is the same when everything comes again, cut and ordered otherwise', async () => {
    await insert(Date.now() - LONG_AGO, 'turned');
    expect(await figures()).toEqual([ALL, DENWA, HIKARI]);
  });

  it('is empty where nothing was', async () => {
    const none = monthOf('2026-02', 'Asia/Tokyo');
    const [all, ...services] = monthFigures(await readMonth(folder.engine, none), now);
    expect(services).toEqual([]);
    expect(all).toMatchObject({ alerts: { warning: 0, critical: 0 }, destinations: [] });
    expect(monthMarkdown(none, [all!], 'ja')).toContain('2026-02');
  });

  it('is a page in both languages, the method among it', async () => {
    const english = monthMarkdown(month, await figures(), 'en');
    expect(english).toContain('| Averted | ¥300 / 3 calls | ¥0 / 0 calls | ¥300 / 3 calls |');
    expect(english).toContain('| Loss, suspected and not judged | ¥100.001 | ¥100.001 | ¥0 |');
    expect(english).toContain('20 min 0 s (30 min 0 s)');
    expect(english).toContain('| all services | SH | 2 | 2.5 | ¥100.001 |');
    expect(english).toContain('Averted is an estimate');
    const japanese = monthMarkdown(month, await figures(), 'ja');
    expect(japanese).toContain('| うち本人利用：件数（規制した時間） | 1（11時間59分0秒） |');
    expect(japanese).toContain('防止額は推計である');
  });

  it('is a table for programs', async () => {
    const lines = monthCsv(month, await figures()).split('\n');
    expect(lines[0]).toBe('month,service,figure,of,value');
    expect(lines).toEqual(
      expect.arrayContaining([
        '2026-10,*,loss,jpy,400.000',
        '2026-10,denwa,suspected,jpy,100.001',
        '2026-10,hikari,order-to-effect,median-seconds,45.000',
        '2026-10,*,destination-calls,SH,2',
      ]),
    );
  });
});

describe('a month', () => {
  it.each([
    ['2026-10', 'Asia/Tokyo', '2026-09-30T15:00:00.000Z', '2026-10-31T15:00:00.000Z'],
    ['2026-12', 'UTC', '2026-12-01T00:00:00.000Z', '2027-01-01T00:00:00.000Z'],
    ['2026-03', 'Europe/Berlin', '2026-02-28T23:00:00.000Z', '2026-03-31T22:00:00.000Z'],
    ['2026-11', 'America/New_York', '2026-11-01T04:00:00.000Z', '2026-12-01T05:00:00.000Z'],
  ])('%s in %s', (name, zone, from, until) => {
    const span = monthOf(name, zone);
    expect([span.from, span.until].map((end) => new Date(end).toISOString())).toEqual([
      from,
      until,
    ]);
  });

  it.each([
    ['2026-13', 'Asia/Tokyo', '--month 2026-13'],
    ['2026-1', 'Asia/Tokyo', '--month 2026-1'],
    ['2026-10', 'Tokyo', '--time-zone Tokyo'],
  ])('%s in %s is none', (name, zone, flag) => {
    expect(() => monthOf(name, zone)).toThrow(flag);
  });
});
