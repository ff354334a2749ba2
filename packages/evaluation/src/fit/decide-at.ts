import type { Decision } from '../decision.ts';
import { type FrontierPoint, pointOf } from '../frontier.ts';
import { indexTruth } from '../scoring/score-run.ts';
import type { WeighedRun } from './weigh-runs.ts';

/** What restricting at so many points would have come to, by the weighings alone. */
export function outcomeAt(
  runs: readonly WeighedRun[],
  threshold: number,
  restrictForMs: number,
): FrontierPoint {
  const decided = runs.map((run) => ({
    truth: indexTruth(run.run, run.truth),
    decisions: decisionsOf(run, threshold, restrictForMs),
  }));
  return pointOf(decided, threshold);
}

// While a restriction stands there is none to decide on.
function decisionsOf(
  { assessments, points }: WeighedRun,
  threshold: number,
  restrictForMs: number,
): Decision[] {
  const { subscribers, subscriber, at } = assessments;
  const until = new Map<number, number>();
  const decisions: Decision[] = [];
  points.forEach((score, i) => {
    const [who, t] = [subscriber[i]!, at[i]!];
    if (score < threshold || t < (until.get(who) ?? Number.NEGATIVE_INFINITY)) return;
    until.set(who, t + restrictForMs);
    const step = { at: t, until: t + restrictForMs, kind: 'restrict' as const };
    decisions.push({ subscriber: subscribers[who]!, ...step, score: Math.min(100, score) });
  });
  return decisions;
}

const HALVINGS = 16;

/** The lowest points at which false decisions stay within a budget. */
export function thresholdFor(
  runs: readonly WeighedRun[],
  falsePer100kDays: number,
  restrictForMs: number,
): number {
  let low = 0;
  let high = Math.max(0, ...runs.map(({ points }) => points.reduce((a, b) => Math.max(a, b), 0)));
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    const point = outcomeAt(runs, middle, restrictForMs);
    if (point.falsePer100kDays > falsePer100kDays) low = middle;
    else high = middle;
  }
  return high;
}
