/** How many of `times`, which ascend, are ≤ `time`. Most are asked for the newest. */
export function countUpTo(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length;
  if (high > 0 && times[high - 1]! <= time) return high;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}
