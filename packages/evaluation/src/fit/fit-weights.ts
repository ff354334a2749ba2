import { Columns } from './columns.ts';
import { thresholdFor } from './decide-at.ts';
import type { FitRun } from './fit-run.ts';
import { knotsOf } from './knots.ts';
import type { Samples } from './samples.ts';
import { type Solution, solve } from './solve.ts';
import { type FitTerm, fitTerms } from './terms.ts';
import { trainingSamples } from './training-samples.ts';
import { type WeightedTerm, weighRuns } from './weigh-runs.ts';

export interface FitOptions {
  /** How many false restrictions per 100,000 subscriber-days are borne. */
  falsePer100kDays: number;
  restrictForMs: number;
}

export interface Fit {
  /** Points at which international calls are closed; all is scaled to it. */
  restrict: number;
  ask: number;
  knots: Record<string, number>;
  terms: readonly WeightedTerm[];
  samples: { lawful: number; attack: number };
}

/** Nothing can be told from examples of one side alone. */
export class NothingToFitError extends Error {
  readonly code = 'NOTHING_TO_FIT';
  override readonly name = 'NothingToFitError';
}

const RESTRICT = 60;
/** A person may be asked in vain so many times as often as a line is closed in vain. */
const ASKED_PER_RESTRICTED = 4;
const SPARSITY = 0.0001;
const ROUNDS = 500;
const PASSES = 2;
const PASS_ROUNDS = 300;
/** The lawful weighings that score highest count for up to so many more in each pass. */
const HARD = 15;
const HARD_SHARE = 0.004;
/** Below it a weight says nothing. */
const LEAST_WEIGHT = 0.01;

/**
 * Fits weights and thresholds to labelled runs; the same runs give the same weights.
 * @throws NothingToFitError where there is no attack or nothing lawful among them
 */
export function fitWeights(runs: readonly FitRun[], options: FitOptions): Fit {
  const samples = trainingSamples(runs);
  const count = countSides(samples);
  const knots = knotsOf(samples);
  const terms = fitTerms(knots);
  const { weights, bias } = solveHard(samples, terms);
  const found = terms
    .map((term, i) => ({ ...term, weight: weights[i]! }))
    .filter(({ weight }) => weight > LEAST_WEIGHT);
  return { knots, samples: count, ...scaled(found, runs, bias, options) };
}

function countSides(samples: Samples): Fit['samples'] {
  let attack = 0;
  for (let i = 0; i < samples.length; i++) if (samples.isAttack(i)) attack++;
  const lawful = samples.length - attack;
  if (attack === 0 || lawful === 0) {
    const missing = attack === 0 ? 'attack' : 'lawful traffic';
    throw new NothingToFitError(
      `there is no ${missing} among the calls abroad; give more records, subscribers or seeds`,
    );
  }
  return { lawful, attack };
}

// What is mistaken for an attack is rare: each pass looks at it more closely.
function solveHard(samples: Samples, terms: readonly FitTerm[]): Solution {
  const columns = new Columns(samples, terms);
  const width = terms.length;
  const base = Float64Array.from({ length: samples.length }, (_, i) => samples.weight(i));
  let solution = solve(samples, columns, width, { sparsity: SPARSITY, rounds: ROUNDS });
  for (let pass = 0; pass < PASSES; pass++) {
    weighHard(samples, base, scoresOf(solution, columns));
    const options = { sparsity: SPARSITY, rounds: PASS_ROUNDS, from: solution };
    solution = solve(samples, columns, width, options);
  }
  return solution;
}

function scoresOf({ weights }: Solution, columns: Columns): Float64Array {
  return Float64Array.from({ length: columns.length }, (_, i) => columns.sum(i, weights));
}

function weighHard(samples: Samples, base: Float64Array, scores: Float64Array): void {
  const lawful = scores.filter((_, i) => !samples.isAttack(i)).sort();
  const hardFrom = lawful[Math.floor(lawful.length * (1 - HARD_SHARE))]!;
  scores.forEach((score, i) => {
    if (samples.isAttack(i)) return;
    samples.setWeight(i, base[i]! * (1 + HARD / (1 + Math.exp(-2 * (score - hardFrom)))));
  });
}

function scaled(
  terms: readonly WeightedTerm[],
  runs: readonly FitRun[],
  bias: number,
  { falsePer100kDays, restrictForMs }: FitOptions,
): Pick<Fit, 'restrict' | 'ask' | 'terms'> {
  const weighed = weighRuns(runs, terms);
  const thresholdAt = (budget: number) => thresholdFor(weighed, budget, restrictForMs);
  // Few lawful days bear out no low threshold: not where the fit itself holds a call for lawful.
  const least = Math.max(0.5, -bias / 2);
  const restrict = Math.max(least, thresholdAt(falsePer100kDays));
  const ask = thresholdAt(falsePer100kDays * ASKED_PER_RESTRICTED);
  const points = RESTRICT / restrict;
  return {
    restrict: RESTRICT,
    ask: rounded(Math.min(RESTRICT, Math.max(RESTRICT / 2, ask * points)), 10),
    terms: terms.map((term) => ({ ...term, weight: rounded(term.weight * points, 1000) })),
  };
}

function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
