import { type EvidenceName, INDEX_OF, type WeightStep } from '@sekisho/rules';
import { type FitRun, strengthsOf } from './fit-run.ts';

/** A run with what each of its weighings comes to. */
export interface WeighedRun extends FitRun {
  points: Float64Array;
}

/** Weighs again what runs showed. */
export function weighRuns(runs: readonly FitRun[], steps: readonly WeightStep[]): WeighedRun[] {
  const indexed = steps.map(({ when, points }) => ({
    when: Object.entries(when).map(([name, least]) => ({
      at: INDEX_OF[name as EvidenceName],
      least,
    })),
    points,
  }));
  return runs.map((run) => ({
    ...run,
    points: Float64Array.from(run.assessments.at, (_, i) => {
      const strengths = strengthsOf(run.assessments, i);
      let sum = 0;
      for (const { when, points } of indexed)
        if (when.every(({ at, least }) => strengths[at]! >= least)) sum += points;
      return sum;
    }),
  }));
}
