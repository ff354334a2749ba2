import { describe, expect, test } from 'vitest';
import { DAY } from '../japan-time.ts';
import { Random } from '../random.ts';
import { otherAttacks, standardAttacks } from './attack-setting.ts';
import { shapes } from './registry.ts';
import { choosePeriod, isWithin, type Period, type When } from './timing.ts';

// A Monday, 00:00 in Japan.
const start = Date.UTC(2026, 7, 9, 15);
const run = { startsAt: start, endsAt: start + 21 * DAY };

function periods(when: When, setting = standardAttacks): Period[] {
  const rng = new Random('timing', when);
  const shape = { ...shapes.moderate, when };
  return Array.from({ length: 2_000 }, () => choosePeriod(rng, shape, { run, setting }));
}

describe('a period', () => {
  test.each(['night', 'weekend', 'office', 'midnight', 'any'] as const)('begins in %s', (when) => {
    for (const { startsAt } of periods(when)) expect(isWithin(when, startsAt)).toBe(true);
  });

  test('lies within the run, and begins on each of its days', () => {
    const found = periods('any');
    for (const { startsAt, endsAt } of found) {
      expect(startsAt).toBeGreaterThanOrEqual(run.startsAt);
      expect(endsAt).toBeLessThanOrEqual(run.endsAt);
      expect(endsAt).toBeGreaterThan(startsAt);
    }
    const days = new Set(found.map(({ startsAt }) => Math.floor((startsAt - start) / DAY)));
    expect(days.size).toBe(21);
  });

  test.each([standardAttacks, otherAttacks])(
    'keeps out of working hours by the setting',
    (setting) => {
      const found = periods('mixed', setting);
      const working = found.filter(({ startsAt }) => isWithin('office', startsAt)).length;
      expect(working / found.length).toBeGreaterThan(1 - setting.offHours - 0.05);
      expect(working / found.length).toBeLessThan(1 - setting.offHours + 0.1);
    },
  );
});
