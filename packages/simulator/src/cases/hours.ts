import { DAY, HOUR, hourOfWeek } from '../japan-time.ts';
import type { Random } from '../random.ts';
import type { Period } from './case.ts';

const SATURDAY = 5 * 24;

/** Hours of the day in Japan; `closes` may lie past 24. */
export interface Opening {
  opens: number;
  closes: number;
  /** Saturdays and Sundays too. */
  weekends: boolean;
}

/** Times in order with no rhythm in them. */
export function anyTimes(rng: Random, { startsAt, endsAt }: Period, count: number): number[] {
  const times = Array.from({ length: count }, () => rng.between(startsAt, endsAt));
  return times.sort((a, b) => a - b);
}

/** Times in order within a period, about `perDay` each day that is open. */
export function openTimes(
  rng: Random,
  { startsAt, endsAt }: Period,
  { opens, closes, weekends, perDay }: Opening & { perDay: number },
): number[] {
  const midnight = startsAt - (hourOfWeek(startsAt) % 24) * HOUR - (startsAt % HOUR);
  const times: number[] = [];
  for (let day = midnight; day < endsAt; day += DAY) {
    if (!weekends && hourOfWeek(day) >= SATURDAY) continue;
    for (let left = rng.poisson(perDay); left > 0; left--) {
      times.push(day + rng.between(opens, closes) * HOUR);
    }
  }
  return times.filter((at) => at >= startsAt && at < endsAt).sort((a, b) => a - b);
}
