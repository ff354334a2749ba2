import type { CallHistory } from './call-history.ts';
import type { OpenCall } from './open-calls.ts';
import { SortedSums } from './sorted-sums.ts';

/** As far as a stop's `at` may lie before the end it tells of. */
const CLOCK_SKEW_MS = 60_000;

/** Starts and ends of calls, each in ascending order; a call that is up has no end. */
interface Endpoints {
  starts: SortedSums;
  ends: SortedSums;
}

/**
 * The most calls up at once at any instant of [from, to], or 0 if that is surely below `least`.
 * A call is up from its start until just before its end, so that calls in a row do not overlap.
 * @param open the calls that are up now
 * @param knownAt only calls count of which there was a record by then
 */
export function peakOverlap(
  history: CallHistory,
  open: readonly OpenCall[],
  knownAt: number,
  from: number,
  to: number,
  least: number,
): number {
  const { index } = history;
  if (index !== undefined) {
    const overlapping = index.all.starts.upTo(to) - index.ends.upTo(from);
    if (overlapping < least) return 0;
    if (knownAt === Number.POSITIVE_INFINITY) {
      return peak({ starts: index.all.starts, ends: index.ends }, from, to);
    }
  }
  const rows = overlappingRows(history, open, knownAt, from, to);
  return rows.size < least ? 0 : peak(endpoints(history, rows), from, to);
}

// A call that ended after `from` has its newest record there too, or is up.
function overlappingRows(
  history: CallHistory,
  open: readonly OpenCall[],
  knownAt: number,
  from: number,
  to: number,
): Set<number> {
  const rows = new Set<number>();
  const add = (row: number) => {
    const isOverlapping = history.startedAt(row) <= to && history.endedAt(row) > from;
    if (isOverlapping && history.firstAt(row) <= knownAt) rows.add(row);
  };
  if (history.index === undefined) {
    for (let row = 0; row < history.length; row++) add(row);
    return rows;
  }
  history.visitRecords(from - CLOCK_SKEW_MS, to + history.index.longestSpanMs, add);
  for (const call of open) add(history.find(call.key));
  return rows;
}

function endpoints(history: CallHistory, rows: Iterable<number>): Endpoints {
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
