import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR_MS, type HourCount, WEEK_HOURS } from './hour-count.ts';
import { judgeSource, type SourceState } from './judge-source.ts';
import { UsualHours } from './usual-hours.ts';

const NOW_HOUR = 500_000;
const NOW = NOW_HOUR * HOUR_MS;
const MINUTE = 60_000;

type Hour = Omit<HourCount, 'source' | 'hour'>;

const hourOf = fc
  .record({
    records: fc.nat(5000),
    unknown: fc.double({ min: 0, max: 1, noNaN: true }),
    international: fc.double({ min: 0, max: 1, noNaN: true }),
    unanswered: fc.double({ min: 0, max: 1, noNaN: true }),
    delayMs: fc.nat(HOUR_MS),
  })
  .map(
    ({ records, unknown, international, unanswered, delayMs }): Hour => ({
      records,
      delayMs,
      unknown: Math.floor(unknown * records),
      international: Math.floor(international * records),
      unanswered: Math.floor(unanswered * records),
    }),
  );
const week = fc.array(hourOf, { minLength: WEEK_HOURS, maxLength: WEEK_HOURS });

const plainHour: Hour = {
  records: 600,
  unknown: 6,
  international: 60,
  unanswered: 200,
  delayMs: 2 * MINUTE,
};
const plainWeek = Array.from({ length: WEEK_HOURS }, () => plainHour);

/** Weeks that repeat, up to before an hour; `last` is the hour before that one. */
function hoursOf(repeated: readonly Hour[], weeks: number, last?: Hour): UsualHours {
  const hours = new UsualHours();
  for (let back = weeks * WEEK_HOURS; back >= 1; back--) {
    const hour = NOW_HOUR - back;
    const count = back === 1 && last !== undefined ? last : repeated[hour % WEEK_HOURS]!;
    if (count.records > 0) hours.add({ source: 'sbc', hour, ...count });
  }
  return hours;
}

function stateOf(hours: UsualHours, changes: Partial<SourceState> = {}): SourceState {
  const recent = { records: 0, delayMs: 0 };
  return { hours, lastSeenAt: NOW - 1000, usualGapMs: 60_000, recent, ...changes };
}

const reasons = (state: SourceState, now = NOW) => judgeSource(state, now).map((f) => f.reason);

describe('a source', () => {
  it('is never alarmed about while its week repeats', () => {
    fc.assert(
      fc.property(
        week,
        fc.integer({ min: 1, max: 9 }),
        fc.nat(HOUR_MS - 1),
        (repeated, weeks, into) => {
          const now = NOW + into;
          const perHour = repeated[NOW_HOUR % WEEK_HOURS]!.records;
          // Spread evenly: the last came less than one step ago.
          const lastSeenAt = perHour === 0 ? NOW - HOUR_MS / 2 : now - HOUR_MS / perHour;
          const { delayMs } = repeated[NOW_HOUR % WEEK_HOURS]!;
          const recent = { records: perHour, delayMs };
          const changes = { lastSeenAt, usualGapMs: HOUR_MS, recent };
          const known = stateOf(hoursOf(repeated, weeks), changes);
          expect(judgeSource(known, now)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('that falls silent is alarmed about, from one instant on and until it is forgotten', () => {
    const minutes = fc.uniqueArray(fc.integer({ min: 1, max: 14 * 24 * 60 }), { minLength: 2 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), minutes, (records, after) => {
        const steady = plainWeek.map(() => ({ ...plainHour, records }));
        const state = stateOf(hoursOf(steady, 3), { lastSeenAt: NOW });
        const missed = (minute: number) => (records * minute) / 60 >= 20 && minute >= 5;
        for (const minute of after) {
          const isSilent = reasons(state, NOW + minute * 60_000).includes('silent');
          // Hours without a record are the newest weeks of later ones; the median stays.
          expect(isSilent).toBe(missed(minute));
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is judged the same in whatever order its hours are read', () => {
    fc.assert(
      fc.property(week, fc.infiniteStream(fc.nat()), (repeated, keys) => {
        const all = Array.from({ length: 3 * WEEK_HOURS }, (_, n) => {
          const hour = NOW_HOUR - n - 1;
          return { source: 'sbc', hour, ...repeated[(hour * 7) % WEEK_HOURS]! };
        });
        const [ordered, mixed] = [new UsualHours(), new UsualHours()];
        for (const count of all) ordered.add(count);
        const order = all.map((count) => ({ count, key: keys.next().value as number }));
        for (const { count } of order.sort((a, b) => a.key - b.key)) mixed.add(count);
        const silent = { lastSeenAt: NOW - 3 * HOUR_MS };
        expect(judgeSource(stateOf(mixed, silent), NOW)).toEqual(
          judgeSource(stateOf(ordered, silent), NOW),
        );
      }),
      { numRuns: 20 },
    );
  });

  it.each<[string, Partial<Hour>, string[]]>([
    ['as ever', {}, []],
    [
      'a tenth of its records',
      { records: 59, unknown: 0, international: 5, unanswered: 20 },
      ['few'],
    ],
    ['just over a tenth', { records: 60, unknown: 0, international: 6, unanswered: 20 }, []],
    ['numbers nobody understands', { unknown: 200 }, ['unknown']],
    ['no international call any more', { international: 0 }, []],
    ['all international', { international: 600 }, ['international']],
    ['nothing answered', { unanswered: 600 }, ['unanswered']],
    ['all answered', { unanswered: 0 }, ['unanswered']],
  ])('with %s in the last hour', (_, changes, expected) => {
    const last = { ...plainHour, ...changes };
    expect(reasons(stateOf(hoursOf(plainWeek, 3, last)))).toEqual(expected);
  });

  it.each([
    [2, []],
    [3, ['silent']],
  ])('known for %i weeks and silent for an hour', (weeks, expected) => {
    const state = stateOf(hoursOf(plainWeek, weeks), { lastSeenAt: NOW - HOUR_MS });
    expect(reasons(state)).toEqual(expected);
  });

  it.each([
    [20, ['silent']],
    [31, []],
  ])('that comes in files every %i minutes, 60 minutes after the last', (minutes, expected) => {
    const usualGapMs = minutes * 60_000;
    const state = stateOf(hoursOf(plainWeek, 3), { lastSeenAt: NOW - HOUR_MS, usualGapMs });
    expect(reasons(state)).toEqual(expected);
  });

  it.each<[string, number, SourceState['recent'], string[]]>([
    ['as late as ever', 3, { records: 500, delayMs: 2 * MINUTE }, []],
    ['minutes later', 3, { records: 500, delayMs: 11 * MINUTE }, []],
    ['far later', 3, { records: 500, delayMs: 12 * MINUTE }, ['late']],
    ['far later, of too few', 3, { records: 19, delayMs: HOUR_MS }, []],
    ['far later, known for two weeks', 2, { records: 500, delayMs: HOUR_MS }, ['late']],
    ['far later, known for one week', 1, { records: 500, delayMs: HOUR_MS }, []],
    ['by a clock that is ahead', 3, { records: 500, delayMs: -MINUTE }, []],
  ])('whose records come %s', (_, weeks, recent, expected) => {
    expect(reasons(stateOf(hoursOf(plainWeek, weeks), { recent }))).toEqual(expected);
  });

  it('that comes in files once an hour is late where it is three times as late', () => {
    const hourly = plainWeek.map(() => ({ ...plainHour, delayMs: 30 * MINUTE }));
    const late = (minutes: number) =>
      reasons(stateOf(hoursOf(hourly, 3), { recent: { records: 500, delayMs: minutes * MINUTE } }));
    expect([late(89), late(90)]).toEqual([[], ['late']]);
  });

  it('tells how long and how much', () => {
    const state = stateOf(hoursOf(plainWeek, 3), { lastSeenAt: NOW - HOUR_MS / 2 });
    expect(judgeSource(state, NOW)).toEqual([
      { reason: 'silent', told: 'no record for 30 min, where 300 are usual' },
    ]);
  });
});
