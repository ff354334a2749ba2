import type { WeightStep } from '@sekisho/rules';
import { type Boosted, boost } from './boost.ts';
import { thresholdFor } from './decide-at.ts';
import type { FitRun } from './fit-run.ts';
import type { Samples } from './samples.ts';
import { trainingSamples } from './training-samples.ts';
import { weighRuns } from './weigh-runs.ts';
import { weightSteps } from './weight-steps.ts';

export interface FitOptions {
  /** How many false restrictions per 100,000 subscriber-days are borne. */
  falsePer100kDays: number;
  restrictForMs: number;
}

export interface Fit {
  /** Points at which international calls are closed; all is scaled to it. */
  restrict: number;
  ask: number;
  steps: readonly WeightStep[];
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
const BOOSTING = { rounds: 500, rate: 0.15, parts: 5 };
/** The lawful weighings that score highest count for up to so many more in each pass. */
const HARD = 15;
const HARD_SHARE = 0.004;

/**
 * Fits weights and thresholds to labelled runs; the same runs give the same weights.
 * @throws NothingToFitError where there is no attack or nothing lawful among them
 */
export function fitWeights(runs: readonly FitRun[], options: FitOptions): Fit {
  const samples = trainingSamples(runs);
  const count = countSides(samples);
  const boosted = boostHard(samples);
  return { samples: count, ...scaled(weightSteps(boosted), runs, boosted.bias, options) };
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

// What is mistaken for an attack is rare: after each part it is looked at more closely.
function boostHard(samples: Samples): Boosted {
  const base = Float64Array.from({ length: samples.length }, (_, i) => samples.weight(i));
  return boost(samples, { ...BOOSTING, onPart: (scores) => weighHard(samples, base, scores) });
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
  steps: readonly WeightStep[],
  runs: readonly FitRun[],
  bias: number,
  { falsePer100kDays, restrictForMs }: FitOptions,
): Pick<Fit, 'restrict' | 'ask' | 'steps'> {
  const weighed = weighRuns(runs, steps);
  const thresholdAt = (budget: number) => thresholdFor(weighed, budget, restrictForMs);
  // Few lawful days bear out no low threshold: not where the fit itself holds a call for lawful.
  const least = Math.max(0.5, -bias / 2);
  const restrict = Math.max(least, thresholdAt(falsePer100kDays));
  const ask = thresholdAt(falsePer100kDays * ASKED_PER_RESTRICTED);
  const scale = RESTRICT / restrict;
  return {
    restrict: RESTRICT,
    ask: rounded(Math.min(RESTRICT, Math.max(RESTRICT / 2, ask * scale)), 10),
    steps: steps
      .map(({ when, points }) => ({ when, points: rounded(points * scale, 1000) }))
      .filter(({ points }) => points > 0),
  };
}

function rounded(value: number, parts: number): number {
  return Math.round(value * parts) / parts;
}
