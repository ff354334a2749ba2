export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

// Japan keeps no summer time: one constant is its whole calendar.
const OFFSET = 9 * HOUR;
// 1970-01-01 was a Thursday.
const MONDAY = 3 * DAY;

/** 0 is Monday 00:00–01:00 in Japan, 167 is Sunday 23:00–24:00. */
export function hourOfWeek(at: number): number {
  return Math.floor((at + OFFSET + MONDAY) / HOUR) % 168;
}

/** RFC 3339 to the second, in Japan's zone. */
export function japanTime(at: number): string {
  return `${new Date(at + OFFSET).toISOString().slice(0, 19)}+09:00`;
}
