import { parseTime } from '../times.ts';
import type { ZoneResolver } from '../zone-offset.ts';
import { createPatternReader } from './time-pattern.ts';

/** The instants in epoch ms that a value can mean, none where it is no time. */
export type ReadTime = (value: unknown) => readonly number[];

/** Seconds since 1970 with decimals are wrong by up to a quarter of a microsecond. */
const ROUNDING_MS = 0.0005;

/** @param resolve tells the instants of a wall-clock time that names no zone */
export function createReadTime(form: string | undefined, resolve: ZoneResolver): ReadTime {
  switch (form) {
    case undefined:
    case 'rfc3339':
      return (value) => instant(parseTime(value));
    case 'epoch':
      return (value) => instant(epochMs(value, (seconds) => seconds * 1000 + ROUNDING_MS));
    case 'epoch-ms':
      return (value) => instant(epochMs(value, (ms) => ms));
    case 'epoch-us':
      return (value) => instant(epochMs(value, (micros) => micros / 1000));
    default:
      return createReadPattern(form, resolve);
  }
}

function createReadPattern(pattern: string, resolve: ZoneResolver): ReadTime {
  const read = createPatternReader(pattern);
  return (value) => {
    const time = read(String(value));
    if (time === undefined) return [];
    return time.offsetMs === undefined
      ? resolve(time.wallMs)
      : instant(time.wallMs - time.offsetMs);
  };
}

function epochMs(value: unknown, toMs: (value: number) => number): number {
  const isNumber = typeof value === 'number' || /^\d+(?:\.\d+)?$/.test(String(value));
  return isNumber ? parseTime(Math.floor(toMs(Number(value)))) : Number.NaN;
}

function instant(ms: number): readonly number[] {
  return Number.isNaN(ms) ? [] : [ms];
}
