import type { DetectorRun, Role } from '../decision.ts';
import { type IndexedTruth, joinOutcomes, type Outcome } from '../scoring/score-run.ts';
import { bootstrap } from '../statistics/bootstrap.ts';
import { type Estimate, wilson } from '../statistics/estimate.ts';
import { totalsByAttack } from './attack-totals.ts';
import { type Delays, delaysOf } from './delays.ts';
import type { DestinationSummary } from './destination-summary.ts';
import {
  type CaseCount,
  countsByCase,
  daysByKind,
  type FalseRate,
  falseRate,
  type KindRate,
  ratesByKind,
} from './false-rates.ts';
import { type ShapeSummary, summariseShapes } from './shape-summary.ts';
import { type Shares, sharesOf } from './shares.ts';

/** How good one detector is: every share is 0–1 with its 95 % interval, `null` of nothing. */
export interface Summary {
  detector: string;
  role: Role;
  attacks: number;
  victims: number;
  costYen: number;
  subscriberDays: number;
  shares: Record<keyof Shares, Estimate | null>;
  /** Restrictions that hit an attack, of all but those on deceived victims. */
  precision: Estimate | null;
  restrict: { false: FalseRate; delay: Delays };
  ask: { false: FalseRate; delay: Delays };
  shapes: readonly ShapeSummary[];
  /** Shapes whose victims place the calls themselves. */
  deceived: readonly ShapeSummary[];
  kinds: readonly KindRate[];
  cases: readonly CaseCount[];
  /** `null` of a detector that makes no destination cases. */
  destinations: DestinationSummary | null;
  /** Seconds from the first leg to the restriction, of each victim restricted, sorted. */
  delaySeconds: readonly number[];
}

/**
 * Sums up what one detector came to over several runs.
 * @param outcomes of the runs, in the order of `truths`
 * @param destinations what its destination cases came to
 * @param seed of the intervals that are drawn
 */
export function summarise(
  { detector, role }: Pick<DetectorRun, 'detector' | 'role'>,
  truths: readonly IndexedTruth[],
  outcomes: readonly Outcome[],
  destinations: DestinationSummary | null = null,
  seed = 1,
): Summary {
  const { victims, falseDecisions, rightRestrictions } = joinOutcomes(outcomes);
  const taken = victims.filter(({ isDeceived }) => !isDeceived);
  const attacks = totalsByAttack(taken);
  const days = daysByKind(truths);
  const subscriberDays = [...days.values()].reduce((sum, ofKind) => sum + ofKind, 0);
  const restrict = falseRate(falseDecisions, 'restrict', subscriberDays, seed);
  return {
    detector,
    role,
    attacks: attacks.length,
    victims: taken.length,
    costYen: attacks.reduce((sum, { costMilliYen }) => sum + costMilliYen, 0) / 1000,
    subscriberDays,
    shares: bootstrap(attacks, (drawn) => ({ ...sharesOf(drawn) }), seed),
    precision: wilson(rightRestrictions, rightRestrictions + restrict.count),
    restrict: { false: restrict, delay: delaysOf(taken.map(({ restricted }) => restricted)) },
    ask: {
      false: falseRate(falseDecisions, 'ask', subscriberDays, seed),
      delay: delaysOf(taken.map(({ asked }) => asked)),
    },
    shapes: summariseShapes(taken),
    deceived: summariseShapes(victims.filter(({ isDeceived }) => isDeceived)),
    kinds: ratesByKind(falseDecisions, days, seed),
    cases: countsByCase(falseDecisions, truths),
    destinations,
    delaySeconds: taken
      .flatMap(({ restricted }) => (restricted === null ? [] : [restricted.seconds]))
      .sort((a, b) => a - b),
  };
}
