const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Farther than any row of holidays reaches. */
const FARTHEST_DAYS = 60;

/** A desk's window of one weekday. */
export interface DeskWindow {
  /** 0 for Sunday. */
  weekday: number;
  /** Minutes of the day. */
  from: number;
  /** At most 1440. */
  to: number;
}

export interface Desk {
  windows: readonly DeskWindow[];
  /** Closed on holidays and around New Year, around New Year alone, or never. */
  closedOn: 'holidays' | 'year-end' | 'never';
}

/** The days of the place that a desk is in. */
export interface Calendar {
  /** Local time minus UTC at an instant, ms. */
  offsetAt(instant: number): number;
  /** @param day days since 1970-01-01 there */
  isHoliday(day: number): boolean;
}

/**
 * The first instant from `at` on at which somebody is at the desk: `at` itself while it is open.
 * Nothing where it does not open within 60 days. Epoch ms.
 */
export function deskOpenFrom(desk: Desk, at: number, calendar: Calendar): number | undefined {
  const today = Math.floor((at + calendar.offsetAt(at)) / DAY_MS);
  for (let day = today; day <= today + FARTHEST_DAYS; day++) {
    if (isClosed(desk, day, calendar)) continue;
    const found = openOn(desk, day, at, calendar);
    if (found !== undefined) return found;
  }
  return undefined;
}

function openOn(desk: Desk, day: number, at: number, calendar: Calendar): number | undefined {
  const weekday = (day + 4) % 7;
  const open = desk.windows
    .filter((window) => window.weekday === weekday)
    .map(({ from, to }) => ({
      from: instantOf(day, from, calendar),
      to: instantOf(day, to, calendar),
    }))
    .filter(({ to }) => to > at)
    .map(({ from }) => Math.max(from, at));
  return open.length === 0 ? undefined : Math.min(...open);
}

function isClosed({ closedOn }: Desk, day: number, { isHoliday }: Calendar): boolean {
  if (closedOn === 'holidays') return isHoliday(day);
  return closedOn === 'year-end' && isYearEnd(day);
}

/** 29 December to 3 January, when nearly all offices are closed. */
function isYearEnd(day: number): boolean {
  const date = new Date(day * DAY_MS);
  const [month, dayOfMonth] = [date.getUTCMonth(), date.getUTCDate()];
  return (month === 11 && dayOfMonth >= 29) || (month === 0 && dayOfMonth <= 3);
}

// The offset is that of the instant itself, which the guess may miss by the hour of a change.
function instantOf(day: number, minute: number, { offsetAt }: Calendar): number {
  const wall = day * DAY_MS + minute * MINUTE_MS;
  const guess = wall - offsetAt(wall);
  return wall - offsetAt(guess);
}
