import type { Random } from './random.ts';
import { draw, weighted } from './weighted.ts';

/** How an attempt went. Times in milliseconds. */
export interface Outcome {
  /** From the start to the answer, or to the end where nobody answered. */
  ringMs: number;
  /** `null`: not answered. */
  talkMs: number | null;
  /** Q.850 */
  cause: number;
}

// Q.850: 17 busy, 18 and 19 no answer, 16 the caller gave up, 21 rejected, 1 no such number,
// 34 and 41 the network.
const failures = weighted([
  [17, 24],
  [18, 10],
  [19, 30],
  [16, 22],
  [21, 4],
  [1, 4],
  [34, 3],
  [41, 3],
]);

const wrongNumbers = weighted([
  [1, 60],
  [28, 40],
]);

// Switches end a call after four hours.
const LONGEST = 4 * 3_600_000 - 7_000;
const NO_ANSWER = new Set([16, 18, 19]);

export function answered(rng: Random, talkSec: number): Outcome {
  const talkMs = Math.round(Math.max(0.4, talkSec) * 1000);
  const ringMs = 400 + Math.round(Math.min(60_000, rng.logNormal(5_500, 0.7)));
  return { ringMs, talkMs: Math.min(talkMs, LONGEST - rng.below(9_000)), cause: 16 };
}

/** Busy, no answer or given up. */
export function unanswered(rng: Random): Outcome {
  const cause = draw(rng, failures);
  const ringMs = NO_ANSWER.has(cause) ? rng.logNormal(24_000, 0.5) : rng.logNormal(1_500, 0.6);
  return { ringMs: Math.round(Math.min(ringMs, 120_000)), talkMs: null, cause };
}

/** The network knows no such number. */
export function refused(rng: Random): Outcome {
  const ringMs = Math.round(rng.logNormal(900, 0.5));
  return { ringMs, talkMs: null, cause: draw(rng, wrongNumbers) };
}
