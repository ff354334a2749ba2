import { formatTime } from '@sekisho/cdr';
import type { CallCosts } from './call-costs.ts';
import type { Barring, DecisionLog } from './decision-log.ts';
import { yenOf } from './figures.ts';
import { type Judged, verdictOn } from './judged-alerts.ts';

type Change = 'new-alarm' | 'no-longer' | 'both';

/** A line of `subscribers.ndjson`: a subscriber whom either rule set bars. */
export interface SubscriberLine {
  subscriber: string;
  service: string;
  /** Whom only the candidate bars, only the rules in force, or both. */
  change: Change;
  /** Of a person, on an alert of that time; `''` where there is none. */
  verdict: Judged['verdict'] | '';
  /** By how much the candidate bars earlier; negative where later. */
  earlierSeconds: number | null;
  candidate: Decision | null;
  inForce: Decision | null;
}

/** The first of a subscriber's barrings, and why. */
interface Decision {
  at: string;
  until: string;
  alertId: string;
  score: number;
  /** In the whole span. */
  barrings: number;
  costBeforeJpy: number;
  costAvertedJpy: number;
  rules: Why[];
}

interface Why {
  rule: string;
  observed: number;
  threshold: number;
  /** Seconds. */
  window: number;
  evidence: { name: string; observed: number; usual: number; points: number }[];
}

export interface Comparison {
  candidate: DecisionLog;
  inForce: DecisionLog;
  costs: CallCosts;
  judged: readonly Judged[];
}

const ORDER: readonly Change[] = ['new-alarm', 'no-longer', 'both'];

/** New alarms first, then who would no longer be barred; within each the dearest first. */
export function compare({ candidate, inForce, costs, judged }: Comparison): SubscriberLine[] {
  const candidates = candidate.bySubscriber();
  const forced = inForce.bySubscriber();
  const lines = [...new Set([...candidates.keys(), ...forced.keys()])].map((subscriber) =>
    lineOf(subscriber, candidates.get(subscriber) ?? [], forced.get(subscriber) ?? []),
  );
  return lines.sort(
    (a, b) =>
      ORDER.indexOf(a.change) - ORDER.indexOf(b.change) ||
      avertedBy(b) - avertedBy(a) ||
      (a.subscriber < b.subscriber ? -1 : 1),
  );

  function lineOf(
    subscriber: string,
    ofCandidate: readonly Barring[],
    ofForce: readonly Barring[],
  ): SubscriberLine {
    const [first] = ofCandidate;
    const [other] = ofForce;
    const all = [...ofCandidate, ...ofForce];
    const verdicts = all.map((barring) => verdictOn(barring, judged));
    const earlier = first && other && other.restriction.at - first.restriction.at;
    return {
      subscriber,
      service: all[0]!.service,
      change: changeOf(first, other),
      verdict: (['not-ours', 'ours'] as const).find((each) => verdicts.includes(each)) ?? '',
      earlierSeconds: earlier === undefined ? null : earlier / 1000,
      candidate: decisionOf(ofCandidate, costs),
      inForce: decisionOf(ofForce, costs),
    };
  }
}

function changeOf(candidate: Barring | undefined, inForce: Barring | undefined): Change {
  if (inForce === undefined) return 'new-alarm';
  return candidate === undefined ? 'no-longer' : 'both';
}

function avertedBy({ candidate, inForce }: SubscriberLine): number {
  return candidate?.costAvertedJpy ?? inForce?.costAvertedJpy ?? 0;
}

function decisionOf(barrings: readonly Barring[], costs: CallCosts): Decision | null {
  const [first] = barrings;
  if (first === undefined) return null;
  const yen = barrings.map((barring) => yenOf(barring, costs));
  return {
    at: formatTime(first.restriction.at),
    until: formatTime(first.restriction.until),
    alertId: first.alertId,
    score: first.score,
    barrings: barrings.length,
    costBeforeJpy: yen.reduce((total, { before }) => total + before, 0),
    costAvertedJpy: yen.reduce((total, { averted }) => total + averted, 0),
    rules: first.rules.map(({ rule, observed, threshold, window, evidence = [] }) => ({
      rule,
      observed,
      threshold,
      window,
      evidence: evidence.map(({ name, observed: seen, usual, points }) => ({
        name,
        observed: seen,
        usual,
        points,
      })),
    })),
  };
}
