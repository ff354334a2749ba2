import type { DetectorRun } from './decision.ts';
import { chooseThreshold, decisionsAt, type FrontierPoint, frontier } from './frontier.ts';
import { scoreDestinations } from './scoring/destination-outcome.ts';
import { type IndexedTruth, indexTruth, scoreRun } from './scoring/score-run.ts';
import { type DestinationSummary, summariseDestinations } from './summary/destination-summary.ts';
import { type Summary, summarise } from './summary/summary.ts';
import type { Truth } from './truth.ts';

/** What became of one run of labelled traffic. */
export interface EvaluationRun {
  /** Tells it from the others. */
  run: string;
  truth: Truth;
  /** The same detectors in the same order in every run, the one under evaluation first. */
  detectors: readonly DetectorRun[];
}

export interface Evaluation {
  /** The one under evaluation first; where a threshold was tuned, its tuned form second. */
  summaries: readonly Summary[];
  /** Of the one under evaluation. */
  frontier: readonly FrontierPoint[];
  /** The score that was chosen on other runs than those reported; `null` where none was. */
  tuned: FrontierPoint | null;
}

export interface EvaluationParts {
  runs: readonly EvaluationRun[];
  /** Runs to choose a threshold on; none: none is chosen. */
  tuning: readonly EvaluationRun[];
  /** How long a restriction lasts where only a score says that there is one. */
  restrictForMs: number;
  /** What a chosen threshold may cost in false restrictions per 100,000 subscriber-days. */
  mostFalsePer100kDays: number;
}

/** Scores all detectors on all runs. */
export function evaluate(parts: EvaluationParts): Evaluation {
  const { runs, tuning, restrictForMs, mostFalsePer100kDays } = parts;
  const truths = runs.map(({ run, truth }) => indexTruth(run, truth));
  const tuned = chooseThreshold(frontierOf(tuning, restrictForMs), mostFalsePer100kDays);
  const columns = (runs[0]?.detectors ?? []).map((_, column) =>
    runs.map(({ detectors }) => detectors[column]!),
  );
  const [first, ...others] = columns;
  const shown = first === undefined ? [] : [first, ...tunedForm(first, tuned, restrictForMs)];
  return {
    summaries: [...shown, ...others].map((detectors) => summaryOf(truths, detectors)),
    frontier: frontierOf(runs, restrictForMs),
    tuned: tuned ?? null,
  };
}

function frontierOf(runs: readonly EvaluationRun[], restrictForMs: number): FrontierPoint[] {
  const scored = runs.map(({ run, truth, detectors }) => ({
    truth: indexTruth(run, truth),
    versions: detectors[0]?.versions ?? [],
  }));
  return frontier(scored, restrictForMs);
}

function tunedForm(
  runs: readonly DetectorRun[],
  tuned: FrontierPoint | undefined,
  restrictForMs: number,
): DetectorRun[][] {
  if (tuned === undefined) return [];
  const { threshold } = tuned;
  const form = runs.map(({ detector, versions, decisions }) => ({
    detector: `${detector} at score ${threshold}`,
    role: 'tuned' as const,
    versions,
    decisions: [
      ...decisions.filter(({ kind }) => kind === 'ask'),
      ...decisionsAt(versions, threshold, restrictForMs),
    ],
  }));
  return [form];
}

function summaryOf(truths: readonly IndexedTruth[], runs: readonly DetectorRun[]): Summary {
  const outcomes = runs.map(({ decisions }, i) => scoreRun(truths[i]!, decisions));
  return summarise(runs[0]!, truths, outcomes, destinationsOf(truths, runs));
}

function destinationsOf(
  truths: readonly IndexedTruth[],
  runs: readonly DetectorRun[],
): DestinationSummary | null {
  if (runs.some(({ destinations }) => destinations === undefined)) return null;
  return summariseDestinations(
    runs.map(({ destinations = [] }, i) => scoreDestinations(truths[i]!, destinations)),
  );
}
