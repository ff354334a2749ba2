import type { BinnedSamples } from './binned-samples.ts';
import { CAUTION, type LossSlopes } from './loss-slopes.ts';

/** A piece of evidence that is at least so strong: in this bin or a higher one. */
export interface Condition {
  evidence: number;
  /** From 1; at edge `bin - 1`. */
  bin: number;
}

/** A step that may be the next, and what it would gain. */
export interface Candidate {
  when: readonly Condition[];
  gain: number;
  /** What would fit best, in log odds. */
  value: number;
}

/** More conditions cannot be explained. */
const MOST_CONDITIONS = 3;
/** So many first conditions are tried with others. */
const TRIED = 4;
/** Another condition must gain more than this share to be worth its place. */
const PER_CONDITION = 0.99;
const MOST_BINS = 40;

const sums = {
  slope: new Float64Array(MOST_BINS),
  curve: new Float64Array(MOST_BINS),
  attack: new Float64Array(MOST_BINS),
};

/** The step that gains most among rows; `undefined` where none gains anything. */
export function bestStep(
  binned: BinnedSamples,
  slopes: LossSlopes,
  rows: Uint32Array,
): Candidate | undefined {
  const firsts = candidates(binned, slopes, rows, []).slice(0, TRIED);
  const grown = firsts.map((first) => grow(binned, slopes, rows, first));
  return grown.reduce<Candidate | undefined>(
    (best, each) => (best === undefined || worth(each) > worth(best) ? each : best),
    undefined,
  );
}

/** The rows where all conditions hold. */
export function rowsWhere(
  { bins }: BinnedSamples,
  rows: Uint32Array,
  when: readonly Condition[],
): Uint32Array {
  return rows.filter((i) => when.every(({ evidence, bin }) => bins[evidence]![i]! >= bin));
}

function worth({ gain, when }: Candidate): number {
  return gain * PER_CONDITION ** when.length;
}

// Adds conditions while each gains something.
function grow(
  binned: BinnedSamples,
  slopes: LossSlopes,
  rows: Uint32Array,
  first: Candidate,
): Candidate {
  let best = first;
  let left = rows;
  while (best.when.length < MOST_CONDITIONS) {
    left = rowsWhere(binned, left, best.when.slice(-1));
    const [next] = candidates(binned, slopes, left, best.when);
    if (next === undefined || next.gain * PER_CONDITION <= best.gain) break;
    best = next;
  }
  return best;
}

/** The best step of each piece of evidence that is no condition yet, best first. */
function candidates(
  binned: BinnedSamples,
  slopes: LossSlopes,
  rows: Uint32Array,
  given: readonly Condition[],
): Candidate[] {
  return binned.edges
    .map((edges, evidence) => {
      if (given.some((condition) => condition.evidence === evidence)) return undefined;
      addUp(binned.bins[evidence]!, slopes, rows);
      return bestEdge(edges.length, evidence, given, slopes.leastAttack);
    })
    .filter((candidate) => candidate !== undefined)
    .sort((a, b) => b.gain - a.gain);
}

function addUp(bins: Uint8Array, slopes: LossSlopes, rows: Uint32Array): void {
  const { slope, curve, attack } = sums;
  slope.fill(0);
  curve.fill(0);
  attack.fill(0);
  for (let k = 0; k < rows.length; k++) {
    const i = rows[k]!;
    const bin = bins[i]!;
    slope[bin]! += slopes.slope[i]!;
    curve[bin]! += slopes.curve[i]!;
    attack[bin]! += slopes.attack[i]!;
  }
}

function bestEdge(
  edges: number,
  evidence: number,
  given: readonly Condition[],
  least: number,
): Candidate | undefined {
  let [slope, curve, attack] = [0, 0, 0];
  let best: Candidate | undefined;
  for (let bin = edges; bin > 0; bin--) {
    slope += sums.slope[bin]!;
    curve += sums.curve[bin]!;
    attack += sums.attack[bin]!;
    if (slope >= 0 || attack < least) continue;
    const gain = (slope * slope) / (curve + CAUTION);
    if (best !== undefined && gain <= best.gain) continue;
    best = { when: [...given, { evidence, bin }], gain, value: -slope / (curve + CAUTION) };
  }
  return best;
}
