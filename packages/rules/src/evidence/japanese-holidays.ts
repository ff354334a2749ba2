const DAY_MS = 86_400_000;

/** National holidays of fixed date, as month × 100 + day. */
const FIXED = [101, 211, 223, 429, 503, 504, 505, 811, 1103, 1123];
/** Holidays on the n-th Monday of a month. */
const MONDAYS: readonly [month: number, nth: number][] = [
  [1, 2],
  [7, 3],
  [9, 3],
  [10, 2],
];
/** When nearly all offices are closed though the law names no holiday. */
const YEAR_END = [1229, 1230, 1231, 102, 103];
const BON = [813, 814, 815];

const known = new Map<number, Set<number>>();

/**
 * Whether a day is a Japanese public holiday (Act on National Holidays, as in force since 2020,
 * substitute and citizens' holidays included), or one of the days around New Year and Bon when
 * offices are closed.
 * @param day days since 1970-01-01 in Japan
 */
export function isJapaneseHoliday(day: number): boolean {
  const year = new Date(day * DAY_MS).getUTCFullYear();
  let days = known.get(year);
  if (days === undefined) {
    days = holidaysOf(year);
    known.set(year, days);
  }
  return days.has(day);
}

function holidaysOf(year: number): Set<number> {
  const lawful = new Set<number>();
  const add = (month: number, date: number) => lawful.add(dayOf(year, month, date));
  for (const monthDay of FIXED) add(Math.floor(monthDay / 100), monthDay % 100);
  for (const [month, nth] of MONDAYS) add(month, nthMonday(year, month, nth));
  add(3, equinox(year, 20.8431));
  add(9, equinox(year, 23.2488));
  for (const day of [...lawful].sort((a, b) => a - b)) substitute(lawful, day);
  for (const day of [...lawful]) {
    // A day between two holidays is one.
    if (lawful.has(day + 2) && !lawful.has(day + 1) && weekday(day + 1) !== 0) lawful.add(day + 1);
  }
  for (const monthDay of [...YEAR_END, ...BON]) add(Math.floor(monthDay / 100), monthDay % 100);
  return lawful;
}

// Of a holiday on a Sunday the next day that is none is off.
function substitute(lawful: Set<number>, day: number): void {
  if (weekday(day) !== 0) return;
  let next = day + 1;
  while (lawful.has(next)) next++;
  lawful.add(next);
}

// The usual approximation, right from 1980 to 2099.
function equinox(year: number, at1980: number): number {
  return Math.floor(at1980 + 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4));
}

function nthMonday(year: number, month: number, nth: number): number {
  const first = weekday(dayOf(year, month, 1));
  return 1 + ((8 - first) % 7) + (nth - 1) * 7;
}

function dayOf(year: number, month: number, date: number): number {
  return Date.UTC(year, month - 1, date) / DAY_MS;
}

function weekday(day: number): number {
  return (day + 4) % 7;
}
