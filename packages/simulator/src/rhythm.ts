/** How busy each of the 168 hours of a week is, Monday 00:00 in Japan first; the mean is 1. */
export type Rhythm = readonly number[];

/** A day as 24 digits, one an hour from midnight: 0 is hardly ever, 9 is the busiest hour. */
interface WeekDigits {
  weekday: string;
  saturday: string;
  sunday: string;
}

// Nothing stops altogether at night.
const FLOOR = 0.06;

export function rhythm({ weekday, saturday, sunday }: WeekDigits): Rhythm {
  const digits = weekday.repeat(5) + saturday + sunday;
  const weights = Array.from(digits, (digit) => Number(digit) + FLOOR);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return weights.map((weight) => weight / mean);
}
