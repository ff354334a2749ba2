import type { DestinationDecision } from '../decision.ts';
import type {
  AttackedOutcome,
  CaseTruth,
  DestinationOutcome,
} from '../scoring/destination-outcome.ts';
import { type Estimate, poisson, scaled, wilson } from '../statistics/estimate.ts';
import { type Quartiles, quartiles } from '../statistics/quantiles.ts';

/** How many of what several victims were made to call got a case, and how soon. */
interface AttackedSummary {
  count: number;
  found: Estimate | null;
  /** From the first call of the third victim. */
  seconds: Quartiles | null;
}

/** How many cases of a kind were about what. */
export interface CaseKindSummary {
  kind: DestinationDecision['kind'];
  cases: Record<CaseTruth, number>;
  /** Of those about lawful callers, in 100 days of the whole traffic. */
  lawfulPer100Days: Estimate | null;
}

/** How good the destination cases of a detector are, apart from its alerts. */
export interface DestinationSummary {
  ranges: AttackedSummary;
  attacks: AttackedSummary;
  kinds: readonly CaseKindSummary[];
}

export function summariseDestinations(outcomes: readonly DestinationOutcome[]): DestinationSummary {
  const days = outcomes.reduce((sum, outcome) => sum + outcome.days, 0);
  const cases = outcomes.flatMap((outcome) => outcome.cases);
  return {
    ranges: attackedSummary(outcomes.flatMap(({ ranges }) => ranges)),
    attacks: attackedSummary(outcomes.flatMap(({ attacks }) => attacks)),
    kinds: (['attacked', 'hotline'] as const).map((kind) => {
      const ofKind = cases.filter((one) => one.kind === kind);
      const about = (truth: CaseTruth) => ofKind.filter((one) => one.truth === truth).length;
      const lawful = about('lawful');
      return {
        kind,
        cases: { attack: about('attack'), deceived: about('deceived'), lawful },
        lawfulPer100Days: days === 0 ? null : scaled(poisson(lawful), 100 / days),
      };
    }),
  };
}

function attackedSummary(outcomes: readonly AttackedOutcome[]): AttackedSummary {
  const seconds = outcomes.flatMap((outcome) =>
    outcome.seconds === null ? [] : [outcome.seconds],
  );
  return {
    count: outcomes.length,
    found: wilson(seconds.length, outcomes.length),
    seconds: quartiles(seconds),
  };
}
