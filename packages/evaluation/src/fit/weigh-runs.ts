import { EVIDENCE_NAMES, type WeightStep, WeightTerms } from '@sekisho/rules';
import { type FitRun, strengthsOf } from './fit-run.ts';

/** A run with what each of its weighings comes to. */
export interface WeighedRun extends FitRun {
  points: Float64Array;
}

/** Weighs again what runs showed. */
export function weighRuns(runs: readonly FitRun[], steps: readonly WeightStep[]): WeighedRun[] {
  const terms = new WeightTerms(steps);
  const strength = new Float64Array(EVIDENCE_NAMES.length);
  return runs.map((run) => ({
    ...run,
    points: Float64Array.from(run.assessments.at, (_, i) => {
      strength.set(strengthsOf(run.assessments, i));
      return terms.sum(strength);
    }),
  }));
}
