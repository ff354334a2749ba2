/** A value that holds from an instant until before another. Epoch ms; infinite where unbounded. */
export interface Interval<T> {
  readonly from: number;
  readonly to: number;
  readonly value: T;
}

/** Disjoint intervals of one thing, in time order. */
export type Timeline<T> = readonly Interval<T>[];

export function valueAt<T>(timeline: Timeline<T>, at: number): T | undefined {
  return timeline.find(({ from, to }) => from <= at && at < to)?.value;
}

/** What of a timeline lies before an instant. */
export function cutAt<T>(timeline: Timeline<T>, at: number): Interval<T>[] {
  return timeline.filter(({ from }) => from < at).map((each) => endingBy(each, at));
}

/** In time order, neighbours of equal value made one, which keeps the value of the first. */
export function joined<T>(
  intervals: readonly Interval<T>[],
  isEqual: (a: T, b: T) => boolean,
): Interval<T>[] {
  const result: Interval<T>[] = [];
  for (const next of intervals.toSorted((a, b) => a.from - b.from)) {
    const last = result.at(-1);
    if (last !== undefined && last.to === next.from && isEqual(last.value, next.value)) {
      result[result.length - 1] = { ...last, to: next.to };
    } else result.push(next);
  }
  return result;
}

export function isSameTimeline<T>(
  a: Timeline<T>,
  b: Timeline<T>,
  isEqual: (a: T, b: T) => boolean,
): boolean {
  return (
    a.length === b.length &&
    a.every(({ from, to, value }, i) => {
      const other = b[i]!;
      return from === other.from && to === other.to && isEqual(value, other.value);
    })
  );
}

/** What two timelines say at each time that either speaks of. */
export function compared<A, B>(
  a: Timeline<A>,
  b: Timeline<B>,
): Interval<{ a: A | undefined; b: B | undefined }>[] {
  const instants = [...a, ...b].flatMap(({ from, to }) => [from, to]);
  const bounds = [...new Set(instants)].sort((x, y) => x - y);
  return bounds.slice(1).flatMap((to, i) => {
    const from = bounds[i]!;
    const value = { a: valueAt(a, from), b: valueAt(b, from) };
    return value.a === undefined && value.b === undefined ? [] : [{ from, to, value }];
  });
}

function endingBy<T>(interval: Interval<T>, at: number): Interval<T> {
  return interval.to <= at ? interval : { ...interval, to: at };
}
