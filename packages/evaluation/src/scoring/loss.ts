import type { Decision } from '../decision.ts';
import type { AttackLeg, Victim } from '../truth.ts';

/** What restrictions spared a victim, in thousandths of a yen. */
export interface Loss {
  costMilliYen: number;
  /** Of legs begun while a restriction stood. */
  avertedMilliYen: number;
  /** The same, and the rest of calls that were up, had they been torn down. */
  withTeardownMilliYen: number;
}

/** @param restrictions at or after the attack's first leg, by time */
export function lossOf({ legs }: Victim, restrictions: readonly Decision[]): Loss {
  const loss: Loss = { costMilliYen: 0, avertedMilliYen: 0, withTeardownMilliYen: 0 };
  for (const leg of legs) {
    const { costMilliYen } = leg;
    loss.costMilliYen += costMilliYen;
    if (restrictions.some((restriction) => isBarred(leg, restriction))) {
      loss.avertedMilliYen += costMilliYen;
      loss.withTeardownMilliYen += costMilliYen;
    } else {
      loss.withTeardownMilliYen += costMilliYen * restShare(leg, restrictions);
    }
  }
  return loss;
}

function isBarred({ startedAt }: AttackLeg, { at, until }: Decision): boolean {
  return startedAt > at && startedAt < until;
}

/** The share of a leg's time that was left when the first restriction found it up. */
function restShare({ startedAt, endedAt }: AttackLeg, restrictions: readonly Decision[]): number {
  const cut = restrictions.find(({ at }) => startedAt <= at && at < endedAt);
  return cut === undefined ? 0 : (endedAt - cut.at) / (endedAt - startedAt);
}
