import type { CallHistory } from './call-history.ts';
import { SortedSums } from './sorted-sums.ts';

/** Starts and ends of calls, each in ascending order; a call that is up has no end. */
interface Endpoints {
  starts: SortedSums;
  ends: SortedSums;
}

/**
 * The most calls up at once at any instant of [from, to], or 0 if that is surely below `least`.
 * A call is up from its start until just before its end, so that calls in a row do not overlap.
 * @param knownAt only calls count of which there was a record by then
 */
export function peakOverlap(
  history: CallHistory,
  knownAt: number,
  from: number,
  to: number,
  least: number,
): number {
  const { index } = history;
  if (index !== undefined && knownAt === Number.POSITIVE_INFINITY) {
    const overlapping = index.all.starts.upTo(to) - index.ends.upTo(from);
    return overlapping < least ? 0 : peak({ starts: index.all.starts, ends: index.ends }, from, to);
  }
  const rows = overlappingRows(history, knownAt, from, to);
  return rows.length < least ? 0 : peak(endpoints(history, rows), from, to);
}

function overlappingRows(
  history: CallHistory,
  knownAt: number,
  from: number,
  to: number,
): number[] {
  const rows: number[] = [];
  for (let row = 0; row < history.length; row++) {
    const isOverlapping = history.startedAt(row) <= to && history.endedAt(row) > from;
    if (isOverlapping && history.firstAt(row) <= knownAt) rows.push(row);
  }
  return rows;
}

function endpoints(history: CallHistory, rows: readonly number[]): Endpoints {
  const starts = new SortedSums();
  const ends = new SortedSums();
  for (const row of rows) {
    starts.insert(history.startedAt(row), 0, 0);
    if (!history.isUp(row)) ends.insert(history.endedAt(row), 0, 0);
  }
  return { starts, ends };
}

// The number up at once only rises at a start, so those instants are enough.
function peak({ starts, ends }: Endpoints, from: number, to: number): number {
  let most = starts.upTo(from) - ends.upTo(from);
  const last = starts.upTo(to);
  for (let i = starts.upTo(from); i < last; i++) {
    most = Math.max(most, i + 1 - ends.upTo(starts.times[i]!));
  }
  return most;
}
