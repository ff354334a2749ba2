import { type FitRun, strengthsOf } from './fit-run.ts';
import { type FitTerm, termValues } from './terms.ts';

/** A run with what each of its weighings comes to. */
export interface WeighedRun extends FitRun {
  points: Float64Array;
}

/** A term and how many points each unit of it is. */
export interface WeightedTerm extends FitTerm {
  weight: number;
}

/** Weighs again what runs showed. */
export function weighRuns(runs: readonly FitRun[], terms: readonly WeightedTerm[]): WeighedRun[] {
  const values = new Float32Array(terms.length);
  return runs.map((run) => ({
    ...run,
    points: Float64Array.from(run.assessments.at, (_, i) => {
      termValues(terms, strengthsOf(run.assessments, i), values);
      return terms.reduce((sum, { weight }, j) => sum + weight * values[j]!, 0);
    }),
  }));
}
