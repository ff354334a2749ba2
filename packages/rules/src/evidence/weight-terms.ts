import {
  EVIDENCE,
  EVIDENCE_NAMES,
  type EvidenceGroup,
  type EvidenceName,
  INDEX_OF,
} from './evidence-names.ts';
import type { WeightStep } from './weights-document.ts';

const JOINT = '×';
/** A term has so many conditions; one that needs fewer repeats its first, which then always holds. */
const CONDITIONS = 3;
/** What every strength reaches. */
const NOTHING = -1;

/** A step made ready: its conditions by the index of their evidence. */
export interface WeightTerm {
  evidence: readonly number[];
  least: readonly number[];
  points: number;
  name: string;
}

/** Steps made ready to be added up; evidence is given by strength, in the order of `EVIDENCE_NAMES`. */
export class WeightTerms {
  readonly #terms: readonly WeightTerm[];
  // The terms again, flat: scores are asked for a hundred thousand times a second.
  readonly #evidence: Uint8Array;
  readonly #least: Float64Array;
  readonly #points: Float64Array;
  readonly #ownPoints: Float64Array;

  /** @param without evidence groups that count nothing */
  constructor(steps: readonly WeightStep[], without: readonly string[] = []) {
    this.#terms = steps
      .map(termOf)
      .filter(({ evidence }) => evidence.every((index) => !without.includes(groupOf(index))));
    this.#evidence = Uint8Array.from(this.#terms.flatMap(({ evidence }) => evidence));
    this.#least = Float64Array.from(this.#terms.flatMap(({ least }) => least));
    this.#points = Float64Array.from(this.#terms, ({ points }) => points);
    this.#ownPoints = Float64Array.from(this.#terms, (term) => (isOwn(term) ? term.points : 0));
  }

  /** Whether a piece of evidence can give points. */
  weigh(name: EvidenceName): boolean {
    const index = INDEX_OF[name];
    return this.#terms.some(({ evidence }) => evidence.includes(index));
  }

  /** Points of all evidence together. */
  sum(strength: Float64Array): number {
    return this.#sum(this.#points, strength);
  }

  /** Points of what no other subscriber's calls are part of. */
  ownSum(strength: Float64Array): number {
    return this.#sum(this.#ownPoints, strength);
  }

  /** The terms whose conditions all hold. */
  holding(strength: Float64Array): WeightTerm[] {
    return this.#terms.filter(({ evidence, least }) =>
      evidence.every((index, i) => strength[index]! >= least[i]!),
    );
  }

  #sum(points: Float64Array, strength: Float64Array): number {
    const evidence = this.#evidence;
    const least = this.#least;
    let sum = 0;
    for (let term = 0, at = 0; term < points.length; term++, at += CONDITIONS)
      if (
        strength[evidence[at]!]! >= least[at]! &&
        strength[evidence[at + 1]!]! >= least[at + 1]! &&
        strength[evidence[at + 2]!]! >= least[at + 2]!
      )
        sum += points[term]!;
    return sum;
  }
}

function isOwn({ evidence }: WeightTerm): boolean {
  return evidence.every((index) => groupOf(index) !== 'across-subscribers');
}

function termOf({ when, points }: WeightStep): WeightTerm {
  const conditions = Object.entries(when)
    .map(([name, least]) => ({ index: indexOf(name), name, least }))
    .sort((a, b) => a.index - b.index);
  const evidence = conditions.map(({ index }) => index);
  const least = conditions.map(({ least }) => least);
  const [first] = evidence as [number];
  while (evidence.length < CONDITIONS) {
    evidence.push(first);
    least.push(NOTHING);
  }
  return { evidence, least, points, name: conditions.map(({ name }) => name).join(JOINT) };
}

function indexOf(name: string): number {
  const index = INDEX_OF[name as EvidenceName];
  if (index !== undefined) return index;
  throw new RangeError(`no evidence is called ${name}; name one of ${EVIDENCE_NAMES.join(', ')}`);
}

function groupOf(index: number): EvidenceGroup {
  return EVIDENCE[EVIDENCE_NAMES[index]!];
}
