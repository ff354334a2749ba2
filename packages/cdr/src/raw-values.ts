import type { RawRecord } from './raw-record.ts';
import type { CdrEvent } from './record.ts';
import { parseTime } from './times.ts';

/** Present times as epoch milliseconds, `NaN` where a value is present that is no time. */
export interface RecordTimes {
  at: number | undefined;
  startedAt: number | undefined;
  answeredAt: number | undefined;
  endedAt: number | undefined;
}

export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

export function textOf(value: unknown): string | undefined {
  return isAbsent(value) ? undefined : (value as string);
}

/** Rounded half up; a duration becomes milliseconds, an amount of yen thousandths of a yen. */
export function thousandthsOf(value: unknown): number | undefined {
  // `+ 0` makes a zero of -0.
  return isAbsent(value) ? undefined : Math.round((value as number) * 1000) + 0;
}

export function eventOf(raw: RawRecord): CdrEvent {
  return isAbsent(raw.event) ? 'stop' : (raw.event as CdrEvent);
}

export function readTimes(raw: RawRecord): RecordTimes {
  return {
    at: timeOf(raw.at),
    startedAt: timeOf(raw.startedAt),
    answeredAt: timeOf(raw.answeredAt),
    endedAt: timeOf(raw.endedAt),
  };
}

function timeOf(value: unknown): number | undefined {
  return isAbsent(value) ? undefined : parseTime(value);
}

export function effectiveAt(event: CdrEvent, times: RecordTimes): number | undefined {
  if (times.at !== undefined || event === 'interim') return times.at;
  return event === 'stop' ? times.endedAt : (times.answeredAt ?? times.startedAt);
}
