import type { VictimOutcome } from '../scoring/victim-outcome.ts';

/** What became of one attack, over all its victims: the cluster that intervals are drawn from. */
export interface AttackTotals {
  shape: string;
  victims: number;
  restricted: number;
  /** Victims that a person was asked about or that were restricted. */
  asked: number;
  costMilliYen: number;
  avertedMilliYen: number;
  withTeardownMilliYen: number;
}

export function totalsByAttack(victims: readonly VictimOutcome[]): AttackTotals[] {
  return [...Map.groupBy(victims, ({ attack }) => attack).values()].map(totalsOf);
}

function totalsOf(victims: readonly VictimOutcome[]): AttackTotals {
  const sum = (of: (victim: VictimOutcome) => number) =>
    victims.reduce((total, victim) => total + of(victim), 0);
  return {
    shape: victims[0]!.shape,
    victims: victims.length,
    restricted: sum(({ restricted }) => (restricted === null ? 0 : 1)),
    asked: sum(({ asked }) => (asked === null ? 0 : 1)),
    costMilliYen: sum(({ costMilliYen }) => costMilliYen),
    avertedMilliYen: sum(({ avertedMilliYen }) => avertedMilliYen),
    withTeardownMilliYen: sum(({ withTeardownMilliYen }) => withTeardownMilliYen),
  };
}
