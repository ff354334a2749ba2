import type { Decision } from '../decision.ts';
import type { LawfulCase, Truth, Victim } from '../truth.ts';
import { type FalseDecision, isRecent } from './false-decision.ts';
import { outcomeOf, type VictimOutcome } from './victim-outcome.ts';

/** What one detector came to on one or more runs. */
export interface Outcome {
  victims: readonly VictimOutcome[];
  falseDecisions: readonly FalseDecision[];
  /** Decisions to restrict that were right; those on deceived victims are neither. */
  rightRestrictions: number;
}

/** The truth of a run, indexed to score many detectors on it. */
export interface IndexedTruth {
  run: string;
  truth: Truth;
  victimsOf: ReadonlyMap<string, readonly Victim[]>;
  casesOf: ReadonlyMap<string, readonly LawfulCase[]>;
}

/** @param run tells the subscribers and attacks of runs apart */
export function indexTruth(run: string, truth: Truth): IndexedTruth {
  const bySubscriber = ({ subscriber }: { subscriber: string }) => subscriber;
  return {
    run,
    truth,
    victimsOf: Map.groupBy(truth.victims, bySubscriber),
    casesOf: Map.groupBy(truth.cases, bySubscriber),
  };
}

/** @param decisions in any order */
export function scoreRun(indexed: IndexedTruth, decisions: readonly Decision[]): Outcome {
  const byTime = decisions.toSorted((a, b) => a.at - b.at);
  const bySubscriber = Map.groupBy(byTime, ({ subscriber }) => subscriber);
  const falseDecisions: FalseDecision[] = [];
  let rightRestrictions = 0;
  for (const decision of byTime) {
    const touching = attacksTouching(indexed, decision);
    if (touching.length === 0) falseDecisions.push(falseDecision(indexed, decision));
    else if (decision.kind === 'restrict' && touching.some(({ isDeceived }) => !isDeceived))
      rightRestrictions++;
  }
  // An attack of no international leg costs nothing and leaves nothing to catch.
  const victims = indexed.truth.victims
    .filter(({ legs }) => legs.length > 0)
    .map((victim) => outcomeOf(victim, bySubscriber.get(victim.subscriber) ?? [], indexed.run));
  return { victims, falseDecisions, rightRestrictions };
}

export function joinOutcomes(outcomes: readonly Outcome[]): Outcome {
  return {
    victims: outcomes.flatMap(({ victims }) => victims),
    falseDecisions: outcomes.flatMap(({ falseDecisions }) => falseDecisions),
    rightRestrictions: outcomes.reduce((sum, outcome) => sum + outcome.rightRestrictions, 0),
  };
}

function attacksTouching({ victimsOf }: IndexedTruth, { subscriber, at }: Decision): Victim[] {
  return (victimsOf.get(subscriber) ?? []).filter((victim) => isRecent(victim, at));
}

function falseDecision(
  { run, truth, casesOf }: IndexedTruth,
  { subscriber, at, kind }: Decision,
): FalseDecision {
  const lawful = (casesOf.get(subscriber) ?? []).find((one) => isRecent(one, at));
  return {
    subscriber: `${run} ${subscriber}`,
    at,
    kind,
    subscriberKind: truth.kinds.get(subscriber) ?? 'unknown',
    case: lawful?.case ?? null,
  };
}
