import type { Decision } from '../decision.ts';
import type { FalseDecision } from '../scoring/false-decision.ts';
import type { IndexedTruth } from '../scoring/score-run.ts';
import { bootstrapTotal } from '../statistics/bootstrap.ts';
import { type Estimate, poisson, scaled } from '../statistics/estimate.ts';

/** Decisions that hit lawful subscribers. */
export interface FalseRate {
  count: number;
  /** Different subscribers hit. */
  subscribers: number;
  /** Per 100,000 subscriber-days; `null` where nobody was watched. */
  per100kDays: Estimate | null;
}

/** The same for one kind of subscribers. */
export interface KindRate {
  kind: string;
  subscriberDays: number;
  restrict: FalseRate;
  ask: FalseRate;
}

/** What was decided in lawful cases of one name. */
export interface CaseCount {
  case: string;
  /** How many such cases the traffic held; 0 of everyday life, which has no number. */
  cases: number;
  restrict: number;
  ask: number;
}

const EVERYDAY = 'everyday';
// With fewer the bootstrap cannot see what did not happen.
const ENOUGH_TO_DRAW = 10;

export function falseRate(
  decisions: readonly FalseDecision[],
  kind: Decision['kind'],
  subscriberDays: number,
  seed: number,
): FalseRate {
  const ours = decisions.filter((decision) => decision.kind === kind);
  const perSubscriber = [...Map.groupBy(ours, ({ subscriber }) => subscriber).values()].map(
    ({ length }) => length,
  );
  const total =
    perSubscriber.length < ENOUGH_TO_DRAW
      ? poisson(ours.length)
      : bootstrapTotal(perSubscriber, seed);
  return {
    count: ours.length,
    subscribers: perSubscriber.length,
    per100kDays: subscriberDays === 0 ? null : scaled(total, 100_000 / subscriberDays),
  };
}

export function daysByKind(truths: readonly IndexedTruth[]): Map<string, number> {
  const days = new Map<string, number>();
  for (const { truth } of truths) {
    for (const kind of truth.kinds.values()) days.set(kind, (days.get(kind) ?? 0) + truth.days);
  }
  return days;
}

export function ratesByKind(
  decisions: readonly FalseDecision[],
  days: ReadonlyMap<string, number>,
  seed: number,
): KindRate[] {
  return [...days].sort(byName).map(([kind, subscriberDays]) => {
    const ours = decisions.filter(({ subscriberKind }) => subscriberKind === kind);
    return {
      kind,
      subscriberDays,
      restrict: falseRate(ours, 'restrict', subscriberDays, seed),
      ask: falseRate(ours, 'ask', subscriberDays, seed),
    };
  });
}

/** Every case that the traffic holds, those too in which nothing was decided. */
export function countsByCase(
  decisions: readonly FalseDecision[],
  truths: readonly IndexedTruth[],
): CaseCount[] {
  const cases = truths.flatMap(({ truth }) => truth.cases);
  const names = [...new Set(cases.map((one) => one.case))].sort();
  return [...names, EVERYDAY].map((name) => {
    const ours = decisions.filter((decision) => (decision.case ?? EVERYDAY) === name);
    const restrict = ours.filter(({ kind }) => kind === 'restrict').length;
    return {
      case: name,
      cases: cases.filter((one) => one.case === name).length,
      restrict,
      ask: ours.length - restrict,
    };
  });
}

function byName([a]: [string, number], [b]: [string, number]): number {
  return a < b ? -1 : 1;
}
