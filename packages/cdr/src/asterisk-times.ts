import type { AsteriskRow } from './asterisk-row.ts';
import { settleBegin, settleEnd } from './settle-times.ts';
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
  const endedAt = settleEnd(ends, starts[0], durationMs(row.duration));
  return {
    startedAt: settleBegin(starts, endedAt, durationMs(row.duration)) ?? unread(row.start),
    answeredAt: settleBegin(answers, endedAt, durationMs(row.billsec)) ?? unread(row.answer),
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

function durationMs(seconds: string): number {
  return Number(seconds) * 1000 || 0;
}
