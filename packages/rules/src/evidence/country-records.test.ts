import { describe, expect, it } from 'vitest';
import { CountryRecords } from './country-records.ts';

const GUINEA = 1;
const CUBA = 2;
const DAY_MS = 86_400_000;

/** Calls of one yen each on days, by their number. */
function recordsOf(days: Readonly<Record<number, number>>): CountryRecords {
  const records = new CountryRecords();
  for (const [day, calls] of Object.entries(days))
    for (let i = 0; i < calls; i++)
      records.add(GUINEA, Number(day) * DAY_MS + i, Number(day), 1, 1000);
  return records;
}

describe('the record day', () => {
  it.each([
    { days: {}, today: 10, calls: 0, why: 'nothing was called' },
    { days: { 10: 9, 9: 8 }, today: 10, calls: 0, why: 'today and yesterday set none' },
    { days: { 10: 9, 8: 3 }, today: 10, calls: 3, why: 'the day before yesterday does' },
    { days: { 8: 3, 7: 5, 6: 1 }, today: 8, calls: 1, why: 'of three days the third' },
    { days: { 6: 2, 7: 5, 8: 3 }, today: 12, calls: 5, why: 'the largest, not the latest' },
  ])('is of $calls calls: $why', ({ days, today, calls }) => {
    expect(recordsOf(days).recordOf(GUINEA, today)).toEqual({ calls, milliYen: calls * 1000 });
  });

  it('fades slowly while other days come', () => {
    const days: Record<number, number> = { 0: 10 };
    for (let day = 1; day < 30; day++) days[day] = 1;
    const { calls } = recordsOf(days).recordOf(GUINEA, 32);
    expect(calls).toBeLessThan(10);
    expect(calls).toBeGreaterThan(5);
  });

  it('is of one country alone', () => {
    expect(recordsOf({ 5: 3 }).recordOf(CUBA, 10)).toEqual({ calls: 0, milliYen: 0 });
  });

  it('is lower by what is taken back', () => {
    const records = recordsOf({ 5: 4 });
    records.add(GUINEA, 5 * DAY_MS, 5, -3, -3000);
    expect(records.recordOf(GUINEA, 7)).toEqual({ calls: 1, milliYen: 1000 });
  });

  it('is what was restored of closed days', () => {
    const records = new CountryRecords();
    records.restore(GUINEA, 2 * DAY_MS, 2, 2000);
    records.restore(GUINEA, 3 * DAY_MS, 7, 7000);
    expect(records.recordOf(GUINEA, 10)).toEqual({ calls: 7, milliYen: 7000 });
    expect(records.firstAt(GUINEA)).toBe(2 * DAY_MS);
  });
});

it('knows when a country was first called, and how many were by then', () => {
  const records = recordsOf({ 4: 1, 6: 1 });
  records.add(CUBA, 5 * DAY_MS, 5, 1, 0);
  expect(records.firstAt(GUINEA)).toBe(4 * DAY_MS);
  expect(records.firstAt(3)).toBe(Number.POSITIVE_INFINITY);
  expect(records.countBy(4 * DAY_MS)).toBe(1);
  expect(records.countBy(5 * DAY_MS)).toBe(2);
});
