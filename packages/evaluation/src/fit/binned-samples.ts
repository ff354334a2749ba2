import type { Samples } from './samples.ts';

/** Edges are so many, half of them where lawful weighings lie, half where those of attacks do. */
const MOST_EDGES = 32;
/** Of what is not nothing: the upper end is where the two part. */
const LAWFUL_SHARES = [
  0.1, 0.25, 0.4, 0.55, 0.7, 0.8, 0.87, 0.92, 0.95, 0.97, 0.98, 0.987, 0.992, 0.995, 0.997, 0.999,
];
/** Strengths are told apart to the hundredth; an edge lies between two, so that none is on it. */
const PARTS = 100;

/** Samples with each strength as the number of edges that it reaches, evidence by evidence. */
export class BinnedSamples {
  /** By evidence, rising. */
  readonly edges: readonly Float64Array[];
  /** By evidence, then by sample. */
  readonly bins: readonly Uint8Array[];

  constructor(samples: Samples) {
    const columns = Array.from({ length: samples.width }, (_, evidence) => {
      const edges = edgesOf(samples, evidence);
      return { edges, bins: binsOf(samples, evidence, edges) };
    });
    this.edges = columns.map(({ edges }) => edges);
    this.bins = columns.map(({ bins }) => bins);
  }
}

function edgesOf(samples: Samples, evidence: number): Float64Array {
  const [lawful, attack]: [number[], number[]] = [[], []];
  for (let i = 0; i < samples.length; i++) {
    const strength = samples.strengths(i)[evidence]!;
    if (strength > 0) (samples.isAttack(i) ? attack : lawful).push(strength);
  }
  const evenly = MOST_EDGES - LAWFUL_SHARES.length;
  const shares = Array.from({ length: evenly }, (_, i) => (i + 0.5) / evenly);
  const edges = [...quantiles(lawful, LAWFUL_SHARES), ...quantiles(attack, shares)];
  const rounded = edges.map((edge) => (Math.max(1, Math.round(edge * PARTS)) - 0.5) / PARTS);
  return Float64Array.from(new Set(rounded)).sort();
}

function quantiles(values: readonly number[], shares: readonly number[]): number[] {
  if (values.length === 0) return [];
  const sorted = Float64Array.from(values).sort();
  return shares.map((share) => sorted[Math.floor(sorted.length * share)]!);
}

function binsOf(samples: Samples, evidence: number, edges: Float64Array): Uint8Array {
  return Uint8Array.from({ length: samples.length }, (_, i) => {
    const strength = samples.strengths(i)[evidence]!;
    let reached = 0;
    while (reached < edges.length && strength >= edges[reached]!) reached++;
    return reached;
  });
}
