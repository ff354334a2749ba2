import type { AsteriskRow } from './asterisk-row.ts';
import { parseTime } from './times.ts';
import type { ZoneResolver } from './zone-offset.ts';

/** Instants and seconds; `undefined` where the column is empty, `NaN` where it cannot be read. */
export interface AsteriskTimes {
  startedAt: number | undefined;
  answeredAt: number | undefined;
  endedAt: number | undefined;
  durationSec: number | undefined;
}

/**
 * The times of a row. Where a wall-clock time can mean two instants, those are taken between which
 * there is the duration that the row states.
 */
export function asteriskTimes(row: AsteriskRow, resolve: ZoneResolver): AsteriskTimes {
  const starts = instantsOf(row.start, resolve);
  const ends = instantsOf(row.end, resolve);
  const answers = instantsOf(row.answer, resolve);
  const endedAt = latestOf(ends, starts[0], row.duration);
  return {
    startedAt: earlierBy(starts, endedAt, row.duration) ?? unread(row.start),
    answeredAt: earlierBy(answers, endedAt, row.billsec) ?? unread(row.answer),
    endedAt: endedAt ?? unread(row.end),
    durationSec: /^\d+(?:\.\d+)?$/.test(row.billsec) ? Number(row.billsec) : unread(row.billsec),
  };
}

function unread(column: string): number | undefined {
  return column === '' ? undefined : Number.NaN;
}

function instantsOf(wallTime: string, resolve: ZoneResolver): readonly number[] {
  if (wallTime.length !== 19 || wallTime[10] !== ' ') return [];
  const wallMs = parseTime(`${wallTime.slice(0, 10)}T${wallTime.slice(11)}Z`);
  return Number.isNaN(wallMs) ? [] : resolve(wallMs);
}

/** The first end that leaves room for the duration, else the last. */
function latestOf(ends: readonly number[], start: number | undefined, seconds: string) {
  const earliestEnd = (start ?? 0) + durationMs(seconds) - ROUNDING_MS;
  return ends.find((end) => end >= earliestEnd) ?? ends.at(-1);
}

/** The last instant from which the duration fits in until the end, else the first. */
function earlierBy(instants: readonly number[], end: number | undefined, seconds: string) {
  if (instants.length < 2 || end === undefined) return instants[0];
  const latest = end - durationMs(seconds) + ROUNDING_MS;
  return instants.findLast((instant) => instant <= latest) ?? instants[0];
}

/** Start, end and durations are each rounded to seconds. */
const ROUNDING_MS = 2_000;

function durationMs(seconds: string): number {
  return Number(seconds) * 1000 || 0;
}
