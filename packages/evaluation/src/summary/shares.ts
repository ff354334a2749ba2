import type { AttackTotals } from './attack-totals.ts';

/** Shares of what was at stake, 0–1; NaN of nothing. */
export interface Shares {
  /** Of victims: all alike, a large attack weighs by its victims. */
  recall: number;
  /** Mean over attacks of the share of their victims. */
  recallOverAttacks: number;
  /** Mean over shapes of the share of victims. */
  recallOverShapes: number;
  askRecall: number;
  askRecallOverShapes: number;
  /** Of all yen that the attacks cost. */
  averted: number;
  /** Mean over shapes of the share of their yen. */
  avertedOverShapes: number;
  /** The same, had calls that were up been torn down. */
  teardown: number;
  teardownOverShapes: number;
}

type Count = keyof Omit<AttackTotals, 'shape'>;

export function sharesOf(attacks: readonly AttackTotals[]): Shares {
  const shapes = [...Map.groupBy(attacks, ({ shape }) => shape).values()];
  const overShapes = (part: Count, whole: Count) =>
    mean(shapes.map((group) => share(group, part, whole)));
  return {
    recall: share(attacks, 'restricted', 'victims'),
    recallOverAttacks: mean(attacks.map((attack) => share([attack], 'restricted', 'victims'))),
    recallOverShapes: overShapes('restricted', 'victims'),
    askRecall: share(attacks, 'asked', 'victims'),
    askRecallOverShapes: overShapes('asked', 'victims'),
    averted: share(attacks, 'avertedMilliYen', 'costMilliYen'),
    avertedOverShapes: overShapes('avertedMilliYen', 'costMilliYen'),
    teardown: share(attacks, 'withTeardownMilliYen', 'costMilliYen'),
    teardownOverShapes: overShapes('withTeardownMilliYen', 'costMilliYen'),
  };
}

function share(attacks: readonly AttackTotals[], part: Count, whole: Count): number {
  let parts = 0;
  let wholes = 0;
  for (const attack of attacks) {
    parts += attack[part];
    wholes += attack[whole];
  }
  return parts / wholes;
}

/** Of those that are figures: an attack that cost nothing has no share averted. */
function mean(values: readonly number[]): number {
  const figures = values.filter((value) => !Number.isNaN(value));
  return figures.reduce((sum, value) => sum + value, 0) / figures.length;
}
