/** How long calls that are up are followed for what they may yet cost. */
const STEPS_MS = [2, 5, 10, 20, 40, 60].map((minutes) => minutes * 60_000);

/**
 * When a score that is `target` or more is reached if nothing but time passes; `Infinity` where it
 * is not. It grows in no simple way while calls are up: it is looked at in steps.
 */
export function nextReached(target: number, now: number, scoreAt: (t: number) => number): number {
  // Most calls never cost enough: one look at the end tells.
  if (scoreAt(now + STEPS_MS.at(-1)!) < target) return Number.POSITIVE_INFINITY;
  const step = STEPS_MS.find((each) => scoreAt(now + each) >= target);
  return step === undefined ? Number.POSITIVE_INFINITY : now + step;
}
