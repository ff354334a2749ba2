import { settleBegin, settleEnd } from '../settle-times.ts';
import type { ZoneResolver } from '../zone-offset.ts';
import type { MappedField, Mapping } from './mapping.ts';
import { createReadTime, type ReadTime } from './read-time.ts';

/** What stands in a row for each of its times; `undefined` where it has none. */
export interface WrittenTimes {
  at: unknown;
  startedAt: unknown;
  answeredAt: unknown;
  endedAt: unknown;
}

/** Epoch ms; `NaN` where a time cannot be read. */
type RowTimes = Record<keyof WrittenTimes, number | undefined>;

/**
 * The times of a row. Where a wall-clock time can mean two instants, those are taken between which
 * there is the duration. Where no end is mapped, a stop ends its duration, if it has one, behind its
 * answer or else its start.
 */
export function createReadRowTimes({ fields }: Mapping, resolve: ZoneResolver) {
  const readers = {
    at: readerOf(fields.at, resolve),
    startedAt: readerOf(fields.startedAt, resolve),
    answeredAt: readerOf(fields.answeredAt, resolve),
    endedAt: readerOf(fields.endedAt, resolve),
  };
  const isEndMapped = fields.endedAt !== undefined;
  return (written: WrittenTimes, durationSec: unknown, isStop: boolean): RowTimes => {
    const durationMs = typeof durationSec === 'number' ? durationSec * 1000 : Number.NaN;
    const room = Number.isNaN(durationMs) ? 0 : durationMs;
    const starts = instants(readers.startedAt, written.startedAt);
    const answers = instants(readers.answeredAt, written.answeredAt);
    const ends = instants(readers.endedAt, written.endedAt);
    const end = settleEnd(ends, answers[0] ?? starts[0], room);
    const startedAt = settleBegin(starts, end, room) ?? unread(written.startedAt);
    const answeredAt = settleBegin(answers, end, room) ?? unread(written.answeredAt);
    return {
      at: instants(readers.at, written.at)[0] ?? unread(written.at),
      startedAt,
      answeredAt,
      endedAt:
        isEndMapped || !isStop
          ? (end ?? unread(written.endedAt))
          : endOf(answeredAt ?? startedAt, room),
    };
  };
}

/** Without a begin there is no end, and the record lacks it. */
function endOf(begin: number | undefined, durationMs: number): number | undefined {
  return begin === undefined ? undefined : begin + durationMs;
}

function readerOf(field: MappedField | undefined, resolve: ZoneResolver): ReadTime {
  return createReadTime(field?.time, resolve);
}

function instants(read: ReadTime, value: unknown): readonly number[] {
  return value === undefined ? [] : read(value);
}

function unread(value: unknown): number | undefined {
  return value === undefined ? undefined : Number.NaN;
}
