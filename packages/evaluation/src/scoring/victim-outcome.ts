import type { Decision } from '../decision.ts';
import type { AttackLeg, Victim } from '../truth.ts';
import { type Loss, lossOf } from './loss.ts';

/** What had happened when the decision fell. */
export interface Delay {
  /** From the start of the attack's first leg. */
  seconds: number;
  /** Legs begun until then. */
  calls: number;
  /** What those legs came to cost in whole, thousandths of a yen. */
  milliYen: number;
}

/** How one victim of one attack fared. */
export interface VictimOutcome extends Loss {
  /** Unique over all runs. */
  attack: string;
  shape: string;
  subscriber: string;
  isDeceived: boolean;
  /** To the first restriction that fell during the attack; `null` where none did. */
  restricted: Delay | null;
  /** To the first decision of either kind. */
  asked: Delay | null;
}

/** @param decisions of the victim, by time */
export function outcomeOf(victim: Victim, decisions: readonly Decision[], run: string) {
  const { subscriber, shape, isDeceived, legs } = victim;
  const from = legs[0]?.startedAt ?? victim.firstAt;
  const to = legs.reduce((last, { endedAt }) => Math.max(last, endedAt), from);
  const since = decisions.filter(({ at }) => at >= from);
  const during = since.filter(({ at }) => at <= to);
  const restriction = during.find(({ kind }) => kind === 'restrict');
  const restrictions = since.filter(({ kind }) => kind === 'restrict');
  const outcome: VictimOutcome = {
    attack: `${run} ${victim.attack}`,
    shape,
    subscriber,
    isDeceived,
    restricted: restriction === undefined ? null : delayOf(legs, from, restriction.at),
    asked: during[0] === undefined ? null : delayOf(legs, from, during[0].at),
    ...lossOf(victim, restrictions),
  };
  return outcome;
}

function delayOf(legs: readonly AttackLeg[], from: number, at: number): Delay {
  const begun = legs.filter(({ startedAt }) => startedAt <= at);
  return {
    seconds: (at - from) / 1000,
    calls: begun.length,
    milliYen: begun.reduce((sum, { costMilliYen }) => sum + costMilliYen, 0),
  };
}
