import { type HourCount, SHARES, type Share, WEEK_HOURS } from './hour-count.ts';

/** What an hour of the week brings where it is as it was in the weeks before. */
export interface UsualHour {
  /** Median over the weeks. */
  records: number;
  /** Until half the records were stored, in ms: the median over the weeks that had records. */
  delayMs: number | undefined;
  /** Of all records of that hour in these weeks; nothing where there were none. */
  shares: Readonly<Record<Share, number>> | undefined;
}

const MOST_WEEKS = 8;
/** One week alone may have been the odd one. */
const LEAST_WEEKS = 2;

/** The hours of one source, and what they let expect. Only hours before an hour speak for it. */
export class UsualHours {
  readonly #byHour = new Map<number, HourCount>();
  #first = Number.POSITIVE_INFINITY;

  /** In any order; a later count of the same hour takes its place. */
  add(count: HourCount): void {
    this.#byHour.set(count.hour, count);
    this.#first = Math.min(this.#first, count.hour);
  }

  at(hour: number): HourCount | undefined {
    return this.#byHour.get(hour);
  }

  /** Nothing until the source is known for two weeks. */
  usual(hour: number): UsualHour | undefined {
    const before = this.#weeksBefore(hour);
    if (before.length < LEAST_WEEKS) return undefined;
    const counts = before.map((week) => this.#byHour.get(week));
    const known = counts.flatMap((count) => count ?? []);
    return {
      records: median(counts.map((count) => count?.records ?? 0)),
      delayMs: known.length === 0 ? undefined : median(known.map(({ delayMs }) => delayMs)),
      shares: sharesOf(known),
    };
  }

  /** Drops hours that no later hour is held against. */
  forget(now: number): void {
    const oldest = now - (MOST_WEEKS + 1) * WEEK_HOURS;
    for (const hour of this.#byHour.keys()) if (hour < oldest) this.#byHour.delete(hour);
  }

  #weeksBefore(hour: number): number[] {
    return Array.from({ length: MOST_WEEKS }, (_, n) => hour - (n + 1) * WEEK_HOURS).filter(
      (week) => week >= this.#first,
    );
  }
}

function sharesOf(counts: readonly HourCount[]): UsualHour['shares'] {
  const records = counts.reduce((sum, count) => sum + count.records, 0);
  if (records === 0) return undefined;
  const shares = SHARES.map((share) => [
    share,
    counts.reduce((sum, count) => sum + count[share], 0) / records,
  ]);
  return Object.fromEntries(shares) as Record<Share, number>;
}

/** Of an even number the lower one in the middle: a holiday must not raise what is expected. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[(values.length - 1) >> 1] ?? 0;
}
