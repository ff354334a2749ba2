/** Start, end and durations are each rounded to seconds. */
const ROUNDING_MS = 2_000;

/**
 * Of the instants that a wall-clock end can mean, the first that leaves room for the duration after
 * `start`, else the last.
 */
export function settleEnd(
  ends: readonly number[],
  start: number | undefined,
  durationMs: number,
): number | undefined {
  const earliestEnd = (start ?? 0) + durationMs - ROUNDING_MS;
  return ends.find((end) => end >= earliestEnd) ?? ends.at(-1);
}

/**
 * Of the instants that a wall-clock begin can mean, the last from which the duration fits in until
 * `end`, else the first.
 */
export function settleBegin(
  begins: readonly number[],
  end: number | undefined,
  durationMs: number,
): number | undefined {
  if (begins.length < 2 || end === undefined) return begins[0];
  const latest = end - durationMs + ROUNDING_MS;
  return begins.findLast((begin) => begin <= latest) ?? begins[0];
}
