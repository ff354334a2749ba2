import { createLocalClock, type LocalClock } from '@sekisho/rules';
import { isClosedDay } from './closed-days.ts';
import { type Desk, type OpeningHours, WEEKDAYS } from './desk.ts';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
/** Nobody is closed for longer. */
const LOOK_AHEAD_DAYS = 30;

const clocks = new Map<string, LocalClock>();

/** A desk open on some days from one minute until before another; times are epoch ms. */
export function isOpen(desk: Desk, at: number): boolean {
  const local = localMinutes(desk, at);
  const day = Math.floor(local / DAY_MINUTES);
  // Yesterday's hours may reach past midnight.
  return [day - 1, day].some((each) =>
    spansOf(desk, each).some(({ from, to }) => from <= local && local < to),
  );
}

/** `at` itself where the desk is open, else when it next opens; nothing within 30 days. */
export function opensAt(desk: Desk, at: number): number | undefined {
  if (isOpen(desk, at)) return at;
  const local = localMinutes(desk, at);
  const today = Math.floor(local / DAY_MINUTES);
  for (let day = today; day <= today + LOOK_AHEAD_DAYS; day++) {
    const starts = spansOf(desk, day)
      .map(({ from }) => from)
      .filter((from) => from > local);
    if (starts.length > 0) return epochOf(desk, Math.min(...starts));
  }
  return undefined;
}

interface Span {
  /** Minutes since 1970-01-01 there. */
  from: number;
  to: number;
}

function spansOf({ open, closed }: Desk, day: number): Span[] {
  if (isClosedDay(day, closed)) return [];
  // 1970-01-01 was a Thursday.
  const weekday = WEEKDAYS[(day + 4) % 7]!;
  return open
    .filter(({ days }) => days.includes(weekday))
    .map((hours) => ({
      from: day * DAY_MINUTES + hours.from,
      to: day * DAY_MINUTES + endOf(hours),
    }));
}

function endOf({ from, to }: OpeningHours): number {
  return to > from ? to : to + DAY_MINUTES;
}

function localMinutes({ timeZone }: Desk, at: number): number {
  const { day, minuteOfDay } = clockOf(timeZone)(at);
  return day * DAY_MINUTES + minuteOfDay;
}

// Asked twice, since the zone's distance may be another one at the instant that is looked for.
function epochOf(desk: Desk, local: number): number {
  const wall = local * MINUTE_MS;
  const distanceAt = (at: number) =>
    localMinutes(desk, at) * MINUTE_MS - Math.floor(at / MINUTE_MS) * MINUTE_MS;
  return wall - distanceAt(wall - distanceAt(wall));
}

function clockOf(timeZone: string): LocalClock {
  let clock = clocks.get(timeZone);
  if (clock === undefined) {
    clock = createLocalClock(timeZone);
    clocks.set(timeZone, clock);
  }
  return clock;
}
