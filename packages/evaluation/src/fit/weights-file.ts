import type { WeightsDocument } from '@sekisho/rules';
import { outcomeAt } from './decide-at.ts';
import type { FitRun } from './fit-run.ts';
import { type Fit, type FitOptions, fitWeights } from './fit-weights.ts';
import { weighRuns } from './weigh-runs.ts';

/** How weights do, shares 0–1; `null` of nothing. */
interface Measure {
  recall: number | null;
  averted: number | null;
  recallOverShapes: number | null;
  avertedOverShapes: number | null;
  falsePer100kDays: number | null;
}

export interface WeightsFileParts extends FitOptions {
  name: string;
  /** What is not fitted is taken from it: usual days, hours, shares. */
  base: WeightsDocument;
  runs: readonly FitRun[];
  /** Not fitted on. */
  heldOut: readonly FitRun[];
  /** What else a reader should know of where the weights come from. */
  on: Readonly<Record<string, unknown>>;
}

/**
 * Fits weights and writes down what on, and how they do on what they were not fitted on.
 * @throws NothingToFitError
 */
export function fittedWeights(parts: WeightsFileParts): WeightsDocument {
  const { name, base, runs, heldOut, on, ...options } = parts;
  const fit = fitWeights(runs, options);
  const measure = (measured: readonly FitRun[]) =>
    measured.length === 0 ? null : measureFit(fit, measured, options.restrictForMs);
  return {
    ...base,
    name,
    fitted: {
      ...on,
      runs: runs.map(({ run }) => run),
      samples: fit.samples,
      falsePer100kDaysBorne: options.falsePer100kDays,
      training: measure(runs),
      heldOutRuns: heldOut.map(({ run }) => run),
      heldOut: measure(heldOut),
    },
    ask: fit.ask,
    restrict: fit.restrict,
    weights: [...fit.steps],
  };
}

function measureFit({ steps, restrict }: Fit, runs: readonly FitRun[], forMs: number): Measure {
  const point = outcomeAt(weighRuns(runs, steps), restrict, forMs);
  return {
    recall: share(point.recall),
    averted: share(point.averted),
    recallOverShapes: share(point.recallOverShapes),
    avertedOverShapes: share(point.avertedOverShapes),
    falsePer100kDays: share(point.falsePer100kDays),
  };
}

// JSON knows no NaN, which the share of nothing is.
function share(value: number): number | null {
  return Number.isFinite(value) ? Math.round(value * 10_000) / 10_000 : null;
}
