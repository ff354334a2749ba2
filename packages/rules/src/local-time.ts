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

/**
 * A clock of an IANA zone. The zone's offset is asked once per quarter of an hour: no zone
 * changes its offset in between. Throws a RangeError when there is no such zone.
 */
export function createLocalClock(timeZone: string): LocalClock {
  const offsetAt = createOffsetReader(timeZone);
  let quarter = Number.NaN;
  let offsetMs = 0;
  return (epochMs) => {
    const current = Math.floor(epochMs / QUARTER_MS);
    if (current !== quarter) {
      quarter = current;
      offsetMs = offsetAt(epochMs);
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
