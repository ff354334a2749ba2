import { createOffsetReader } from '@sekisho/cdr';

/** The local time of an epoch millisecond. */
export interface LocalTime {
  minuteOfDay: number;
  /** 0 for Sunday. */
  weekday: number;
  /** Days since 1970-01-01 there. */
  day: number;
}

export type LocalClock = (epochMs: number) => LocalTime;

const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;
/** Of 200 days. */
const MOST_REMEMBERED = 20_000;

/**
 * A clock of an IANA zone. The zone's offset is asked once per quarter of an hour: no zone
 * changes its offset in between. Asking costs microseconds, and a record brings several times with
 * it, hours apart. Throws a RangeError when there is no such zone.
 */
export function createLocalClock(timeZone: string): LocalClock {
  const offsetAt = createOffsetReader(timeZone);
  const offsets = new Map<number, number>();
  return (epochMs) => {
    const quarter = Math.floor(epochMs / QUARTER_MS);
    let offsetMs = offsets.get(quarter);
    if (offsetMs === undefined) {
      offsetMs = offsetAt(epochMs);
      if (offsets.size === MOST_REMEMBERED) offsets.clear();
      offsets.set(quarter, offsetMs);
    }
    const local = epochMs + offsetMs;
    const day = Math.floor(local / DAY_MS);
    // 1970-01-01 was a Thursday.
    return {
      minuteOfDay: Math.floor((local - day * DAY_MS) / 60_000),
      weekday: (day + 4) % 7,
      day,
    };
  };
}
