import type { Decision, ScoredVersion } from './decision.ts';
import { type IndexedTruth, joinOutcomes, scoreRun } from './scoring/score-run.ts';
import { quartiles } from './statistics/quantiles.ts';
import { totalsByAttack } from './summary/attack-totals.ts';
import { daysByKind } from './summary/false-rates.ts';
import { type Shares, sharesOf } from './summary/shares.ts';

/** What restricting at a score of `threshold` and above would have come to. */
export interface FrontierPoint extends Pick<Shares, 'recall' | 'recallOverShapes' | 'averted'> {
  threshold: number;
  avertedOverShapes: number;
  falsePer100kDays: number;
  /** `null` where nothing was restricted. */
  medianSeconds: number | null;
}

/** One run with how its alerts were scored. */
export interface ScoredRun {
  truth: IndexedTruth;
  versions: readonly ScoredVersion[];
}

/** The trade-off of each score that some alert reached, from the lowest. */
export function frontier(runs: readonly ScoredRun[], restrictForMs: number): FrontierPoint[] {
  const scores = new Set(runs.flatMap(({ versions }) => versions.map(({ score }) => score)));
  return [...scores]
    .sort((a, b) => a - b)
    .map((threshold) => pointAt(runs, threshold, restrictForMs));
}

/** The point that averts most over the shapes within a most of false restrictions. */
export function chooseThreshold(
  points: readonly FrontierPoint[],
  mostFalsePer100kDays: number,
): FrontierPoint | undefined {
  return points
    .filter(({ falsePer100kDays }) => falsePer100kDays <= mostFalsePer100kDays)
    .reduce<FrontierPoint | undefined>(
      (best, point) =>
        best === undefined || point.avertedOverShapes > best.avertedOverShapes ? point : best,
      undefined,
    );
}

/** What a detector that restricts at a score would decide: each alert once, when it reaches it. */
export function decisionsAt(
  versions: readonly ScoredVersion[],
  threshold: number,
  restrictForMs: number,
): Decision[] {
  const decided = new Map<string, Decision>();
  for (const { alert, subscriber, at, score } of versions) {
    if (score < threshold || decided.has(alert)) continue;
    decided.set(alert, { subscriber, at, until: at + restrictForMs, kind: 'restrict', score });
  }
  return [...decided.values()];
}

function pointAt(
  runs: readonly ScoredRun[],
  threshold: number,
  restrictForMs: number,
): FrontierPoint {
  const decided = runs.map(({ truth, versions }) => ({
    truth,
    decisions: decisionsAt(versions, threshold, restrictForMs),
  }));
  return pointOf(decided, threshold);
}

/** One run with what was decided at a threshold. */
interface DecidedRun {
  truth: IndexedTruth;
  decisions: readonly Decision[];
}

/** What decisions at a threshold came to. */
export function pointOf(runs: readonly DecidedRun[], threshold: number): FrontierPoint {
  const outcomes = runs.map(({ truth, decisions }) => scoreRun(truth, decisions));
  const { victims, falseDecisions } = joinOutcomes(outcomes);
  const taken = victims.filter(({ isDeceived }) => !isDeceived);
  const { recall, recallOverShapes, averted, avertedOverShapes } = sharesOf(totalsByAttack(taken));
  const days = daysByKind(runs.map(({ truth }) => truth));
  const subscriberDays = [...days.values()].reduce((sum, ofKind) => sum + ofKind, 0);
  const seconds = taken.flatMap(({ restricted }) =>
    restricted === null ? [] : [restricted.seconds],
  );
  return {
    threshold,
    recall,
    recallOverShapes,
    averted,
    avertedOverShapes,
    falsePer100kDays: (falseDecisions.length * 100_000) / subscriberDays,
    medianSeconds: quartiles(seconds)?.median ?? null,
  };
}
