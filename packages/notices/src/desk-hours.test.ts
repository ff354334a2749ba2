import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Desk, WEEKDAYS } from './desk.ts';
import { isOpen, opensAt } from './desk-hours.ts';
import { buildProfile } from './testing/build-episode.ts';

const office = buildProfile().desk;
const daily: Desk = {
  ...office,
  open: [{ days: WEEKDAYS, from: 600, to: 1140 }],
  closed: ['year-end'],
};
const night: Desk = { ...office, open: [{ days: ['fri'], from: 1320, to: 360 }], closed: [] };
const always: Desk = { ...office, open: [{ days: WEEKDAYS, from: 0, to: 1440 }], closed: [] };

const at = (time: string) => Date.parse(`${time}:00+09:00`);

describe('a desk', () => {
  it.each([
    ['opens to the minute', office, '2026-04-01T09:00', true],
    ['is closed a minute before', office, '2026-04-01T08:59', false],
    ['is closed at its end', office, '2026-04-01T18:00', false],
    ['is closed on Saturdays', office, '2026-04-04T12:00', false],
    ['is closed on public holidays', office, '2026-04-29T12:00', false],
    ['is closed on a substitute holiday', office, '2026-05-06T12:00', false],
    ['is closed at the end of the year', office, '2026-12-29T12:00', false],
    ['is open on 28 December', office, '2026-12-28T12:00', true],
    ['is closed on 3 January', daily, '2027-01-03T12:00', false],
    ['is open again on 4 January', daily, '2027-01-04T12:00', true],
    ['open daily is open on holidays', daily, '2026-04-29T12:00', true],
    ['open daily is closed on New Year', daily, '2027-01-01T12:00', false],
    ['is open at Bon unless it says otherwise', office, '2026-08-14T12:00', true],
    [
      'is closed at Bon where it says so',
      { ...office, closed: ['bon'] },
      '2026-08-14T12:00',
      false,
    ],
    ['with night hours is open before midnight', night, '2026-04-03T23:59', true],
    ['with night hours is open after midnight', night, '2026-04-04T00:00', true],
    ['with night hours is closed in the morning', night, '2026-04-04T06:00', false],
    ['with night hours is closed the night before', night, '2026-04-03T00:30', false],
    ['open around the clock is open at midnight', always, '2026-04-03T00:00', true],
  ] satisfies [string, Desk, string, boolean][])('%s', (_, desk, time, expected) => {
    expect(isOpen(desk, at(time))).toBe(expected);
  });

  it.each([
    ['at once when it is open', office, '2026-04-01T12:00', '2026-04-01T12:00'],
    ['on the next morning', office, '2026-04-01T18:00', '2026-04-02T09:00'],
    ['after the weekend', office, '2026-04-03T20:00', '2026-04-06T09:00'],
    ['after the days around New Year', office, '2026-12-28T18:00', '2027-01-04T09:00'],
    ['after a week of holidays', office, '2026-05-01T19:00', '2026-05-07T09:00'],
  ] satisfies [string, Desk, string, string][])('opens %s', (_, desk, time, expected) => {
    expect(opensAt(desk, at(time))).toBe(at(expected));
  });

  const zones = ['Asia/Tokyo', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu'];
  // From four o'clock: no zone among them changes its offset then.
  const hours = fc
    .tuple(fc.integer({ min: 240, max: 1300 }), fc.integer({ min: 1, max: 130 }))
    .map(([from, length]) => ({ days: ['mon', 'wed', 'sun'] as const, from, to: from + length }));
  const desks = fc
    .record({ timeZone: fc.constantFrom(...zones), open: hours })
    .map(({ timeZone, open }): Desk => ({ ...office, timeZone, open: [open] }));
  const times = fc.integer({ min: at('2026-01-01T00:00'), max: at('2027-12-31T00:00') });

  it('is closed until it opens, and open then', () => {
    fc.assert(
      fc.property(
        desks,
        times,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (desk, now, share) => {
          const next = opensAt(desk, now)!;
          expect(isOpen(desk, next)).toBe(true);
          if (next === now) return;
          expect(isOpen(desk, next - 1)).toBe(false);
          expect(isOpen(desk, now + Math.floor((next - now) * share))).toBe(false);
        },
      ),
    );
  });
});
