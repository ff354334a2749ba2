import { BinnedSamples } from './binned-samples.ts';
import { LossSlopes } from './loss-slopes.ts';
import type { Samples } from './samples.ts';
import { bestStep, type Condition, rowsWhere } from './step-search.ts';

/** What is added where all conditions hold, in log odds. */
interface Step {
  when: readonly Condition[];
  value: number;
}

export interface BoostOptions {
  rounds: number;
  /** By how much of what would fit best each step goes. */
  rate: number;
  /** Of so many equal parts of the rounds each ends with `onPart`, which may weigh samples anew. */
  parts: number;
  onPart?(scores: Float64Array): void;
}

export interface Boosted {
  steps: readonly Step[];
  /** By evidence: where bin 1 and all others begin. */
  edges: readonly Float64Array[];
  /** What no evidence at all comes to, in log odds. */
  bias: number;
}

/** Each round looks at so many samples at most: the whole is slower and hardly better. */
const LOOKED_AT = 140_000;
/** Fewer samples are looked at whole. */
const SHARED_FROM = 20_000;

/**
 * Logistic boosting by steps that only add, each where one to three pieces of evidence are at least
 * so strong: no evidence ever speaks for innocence, the score is monotone, and each step can be read.
 * The same samples give the same steps.
 */
export function boost(samples: Samples, options: BoostOptions): Boosted {
  const binned = new BinnedSamples(samples);
  const slopes = new LossSlopes(samples);
  const scores = new Float64Array(samples.length);
  const all = Uint32Array.from(scores, (_, i) => i);
  const shares = sharesOf(all);
  const steps: Step[] = [];
  const partRounds = Math.ceil(options.rounds / options.parts);
  for (let round = 1; round <= options.rounds; round++) {
    slopes.take(scores);
    const found = bestStep(binned, slopes, shares[round % shares.length]!);
    // Without one, another share of the samples may still have something to say.
    if (found !== undefined) {
      const step = { when: found.when, value: found.value * options.rate };
      steps.push(step);
      for (const i of rowsWhere(binned, all, step.when)) scores[i]! += step.value;
    }
    if (round % partRounds === 0 && round < options.rounds) options.onPart?.(scores);
  }
  return { steps, edges: binned.edges, bias: slopes.bias };
}

// What only one share of the samples bears out is chance, and the next shares do not add to it.
function sharesOf(all: Uint32Array): Uint32Array[] {
  const count = all.length < SHARED_FROM ? 1 : Math.max(2, Math.ceil(all.length / LOOKED_AT));
  return Array.from({ length: count }, (_, share) =>
    all.filter((i) => scattered(i) % count === share),
  );
}

// Neighbours are weighings of one subscriber: they fall into different shares.
function scattered(index: number): number {
  return Math.imul(index, 2_654_435_761) >>> 16;
}
