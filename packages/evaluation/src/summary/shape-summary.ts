import type { VictimOutcome } from '../scoring/victim-outcome.ts';
import { type Estimate, wilson } from '../statistics/estimate.ts';
import { type AttackTotals, totalsByAttack } from './attack-totals.ts';
import { type Delays, delaysOf } from './delays.ts';

/** How the attacks of one shape fared. */
export interface ShapeSummary {
  shape: string;
  attacks: number;
  victims: number;
  recall: Estimate | null;
  askRecall: Estimate | null;
  costYen: number;
  /** Share of the yen, 0–1; `null` where the attacks cost nothing. */
  averted: number | null;
  teardown: number | null;
  delay: Delays;
}

export function summariseShapes(victims: readonly VictimOutcome[]): ShapeSummary[] {
  const shapes = [...Map.groupBy(victims, ({ shape }) => shape)];
  return shapes.sort(([a], [b]) => (a < b ? -1 : 1)).map(([shape, ours]) => summarise(shape, ours));
}

function summarise(shape: string, victims: readonly VictimOutcome[]): ShapeSummary {
  const attacks = totalsByAttack(victims);
  const sum = (of: (attack: AttackTotals) => number) =>
    attacks.reduce((total, attack) => total + of(attack), 0);
  const cost = sum(({ costMilliYen }) => costMilliYen);
  return {
    shape,
    attacks: attacks.length,
    victims: victims.length,
    recall: wilson(
      sum(({ restricted }) => restricted),
      victims.length,
    ),
    askRecall: wilson(
      sum(({ asked }) => asked),
      victims.length,
    ),
    costYen: cost / 1000,
    averted: cost === 0 ? null : sum(({ avertedMilliYen }) => avertedMilliYen) / cost,
    teardown: cost === 0 ? null : sum(({ withTeardownMilliYen }) => withTeardownMilliYen) / cost,
    delay: delaysOf(victims.map(({ restricted }) => restricted)),
  };
}
