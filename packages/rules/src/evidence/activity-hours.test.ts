import { describe, expect, it } from 'vitest';
import { ActivityHours, type HoursPrior } from './activity-hours.ts';

const EVEN: HoursPrior = new Array(48).fill(1);
const DAY_MS = 86_400_000;
/** Hours of the day; those of days off come 24 later. */
const [NIGHT, NOON, NOON_OFF] = [3, 12, 36];

/** A subscriber that calls five times an hour from 9 to 18 on so many working days. */
function officeOf(days: number): ActivityHours {
  const hours = new ActivityHours();
  for (let day = 0; day < days; day++)
    for (let hour = 9; hour < 18; hour++)
      hours.note(0, hour, day * DAY_MS + hour * 3_600_000, false, 5);
  return hours;
}

describe('an hour', () => {
  it('is not quiet to someone of whom nothing is known, where the prior is even', () => {
    const hours = new ActivityHours();
    for (const slot of [NIGHT, NOON, NOON_OFF]) expect(hours.quietness(0, slot, EVEN)).toBe(0);
  });

  it('is as quiet as its kind of subscribers says while nothing else is known', () => {
    const prior = EVEN.map((rate, slot) => (slot === NIGHT ? 0.05 : rate));
    expect(new ActivityHours().quietness(0, NIGHT, prior)).toBeGreaterThan(0.8);
  });

  it.each([
    { slot: NOON, least: 0, most: 0 },
    { slot: NIGHT, least: 0.7, most: 1 },
    { slot: NOON_OFF, least: 0.7, most: 1 },
  ])('of an office is quiet by its own habits: slot $slot', ({ slot, least, most }) => {
    const quiet = officeOf(10).quietness(0, slot, EVEN);
    expect(quiet).toBeGreaterThanOrEqual(least);
    expect(quiet).toBeLessThanOrEqual(most);
  });

  it('gets no quieter by legs in it', () => {
    const hours = officeOf(5);
    let before = hours.quietness(0, NIGHT, EVEN);
    for (let i = 0; i < 50; i++) {
      hours.note(0, NIGHT, 5 * DAY_MS, false);
      const quiet = hours.quietness(0, NIGHT, EVEN);
      expect(quiet).toBeLessThanOrEqual(before);
      before = quiet;
    }
    expect(before).toBe(0);
  });

  it('stays what it is when counts are halved', () => {
    const [hours, much] = [officeOf(10), officeOf(10)];
    for (let i = 0; i < 200; i++)
      for (let hour = 9; hour < 18; hour++) much.note(0, hour, 10 * DAY_MS, false, 50);
    expect(much.quietness(0, NOON, EVEN)).toBe(hours.quietness(0, NOON, EVEN));
    expect(much.quietness(0, NIGHT, EVEN)).toBe(1);
  });
});

it('knows each subscriber by itself, however many', () => {
  const hours = officeOf(5);
  hours.note(5000, NIGHT, 7 * DAY_MS, true, 3);
  expect(hours.since(5000)).toBe(7 * DAY_MS);
  expect(hours.daysKnown(5000, 9 * DAY_MS)).toBe(2);
  expect(hours.daysKnown(5000, 6 * DAY_MS)).toBe(0);
  expect(hours.inboundLegs(5000)).toBe(3);
  expect(hours.inboundLegs(0)).toBe(0);
  expect(hours.since(4999)).toBe(Number.POSITIVE_INFINITY);
  expect(hours.busyness(0)).toBeGreaterThan(hours.busyness(5000));
  const slots: [number, number][] = [];
  hours.visit(5000, (slot, legs) => slots.push([slot, legs]));
  expect(slots).toEqual([[NIGHT, 3]]);
});
