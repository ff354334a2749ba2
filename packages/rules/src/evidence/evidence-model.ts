import { z } from 'zod';
import type { Evidence } from '../alert-version.ts';
import type { HoursPrior } from './activity-hours.ts';
import {
  EVIDENCE,
  EVIDENCE_NAMES,
  type EvidenceGroup,
  type EvidenceName,
  INDEX_OF,
} from './evidence-names.ts';
import type { Reading } from './reading.ts';

const JOINT = '×';
/** A step has one to so many. */
const CONDITIONS = 3;

const points = z.number().min(0);
const usualDay = z.strictObject({ yen: z.number().positive(), calls: z.number().positive() });
const step = z.strictObject({
  when: z
    .record(z.string(), z.number().positive())
    .refine(
      (conditions) => [1, 2, CONDITIONS].includes(Object.keys(conditions).length),
      'name one to three pieces of evidence',
    )
    .describe('Pieces of evidence, and how strong each is at least.'),
  points: points.describe('What is added where all hold.'),
});
const hoursPrior = z.array(z.number().min(0)).length(48);

/** A file of weights, as fitted from labelled traffic. */
export const weightsSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]{1,64}$/),
  fitted: z
    .record(z.string(), z.unknown())
    .describe('What the weights were fitted on, and how they did on what they were not fitted on.'),
  learnAfterDays: z.number().positive().describe('What was called first so long ago is known.'),
  ask: points.describe('A person is asked at this score.'),
  restrict: points.describe('International calls are closed at this score.'),
  relief: points.describe('By so much a doubling of an episode’s days lowers what it takes.'),
  usualDay: z.record(z.string(), usualDay).describe('A day of new calls to a country, by kind.'),
  hours: z.record(z.string(), hoursPrior),
  countryShares: z.record(z.string(), z.number().min(0).max(1)),
  weights: z.array(step),
});

export type WeightsDocument = z.output<typeof weightsSchema>;

/** Points that are added where evidence is at least so strong. */
export type WeightStep = z.output<typeof step>;

/** A step made ready: its conditions by the index of their evidence, always `CONDITIONS` of them. */
interface Term {
  evidence: readonly number[];
  least: readonly number[];
  points: number;
  name: string;
  /** Whether no other subscriber's calls are part of it. */
  isOwn: boolean;
}

/** What every strength reaches: it stands where a step has fewer conditions. */
const NOTHING = -1;

/** Weighs evidence: never falls when a piece of evidence grows. */
export class EvidenceModel {
  /** Name and content hash, as decisions store it. */
  readonly version: string;
  readonly document: WeightsDocument;
  readonly learnAfterMs: number;
  readonly #terms: readonly Term[];
  // The terms again, flat: scores are asked for a hundred thousand times a second.
  readonly #evidence: Uint8Array;
  readonly #least: Float64Array;
  readonly #points: Float64Array;
  readonly #ownPoints: Float64Array;

  /** @param without evidence groups that count nothing */
  constructor(document: WeightsDocument, version: string, without: readonly string[] = []) {
    this.version = without.length === 0 ? version : `${version}-${without.join('-')}`;
    this.document = document;
    this.learnAfterMs = document.learnAfterDays * 86_400_000;
    this.#terms = document.weights
      .map(termOf)
      .filter(({ evidence }) => evidence.every((index) => !without.includes(groupOf(index))));
    this.#evidence = Uint8Array.from(this.#terms.flatMap(({ evidence }) => evidence));
    this.#least = Float64Array.from(this.#terms.flatMap(({ least }) => least));
    this.#points = Float64Array.from(this.#terms, ({ points }) => points);
    this.#ownPoints = Float64Array.from(this.#terms, (term) => (term.isOwn ? term.points : 0));
  }

  /** Whether a piece of evidence can give points. */
  weighs(name: EvidenceName): boolean {
    const index = INDEX_OF[name];
    return this.#terms.some(({ evidence }) => evidence.includes(index));
  }

  /** When the subscribers of a kind usually call. */
  hoursOf(kind: string | undefined): HoursPrior {
    const { hours } = this.document;
    return hours[kind ?? ''] ?? hours['other'] ?? EVEN;
  }

  /** What a day of new calls to one country may be where no day of its own is known. */
  usualDayOf(kind: string | undefined): { yen: number; calls: number } {
    const { usualDay } = this.document;
    return usualDay[kind ?? ''] ?? usualDay['other'] ?? { yen: 500, calls: 3 };
  }

  /** Points of all evidence together. */
  scoreOf({ strength }: Reading): number {
    return this.#sum(this.#points, strength);
  }

  /** Points of the subscriber's own evidence: what is told to others must not come back from them. */
  ownScoreOf({ strength }: Reading): number {
    return this.#sum(this.#ownPoints, strength);
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

  /** Each piece of evidence that gave points, the most first. */
  explain(reading: Reading): Evidence[] {
    const byName = new Map<string, Evidence>();
    for (const term of this.#terms) {
      if (!holds(term, reading.strength)) continue;
      const [first] = term.evidence as [number];
      const points = term.points + (byName.get(term.name)?.points ?? 0);
      const [observed, usual] = [reading.observed[first]!, reading.usual[first]!];
      byName.set(term.name, { name: term.name, observed, usual, points });
    }
    return [...byName.values()]
      .map((evidence) => ({ ...evidence, points: Math.round(evidence.points * 100) / 100 }))
      .sort((a, b) => b.points - a.points);
  }
}

const EVEN: HoursPrior = new Array(48).fill(1);

function holds({ evidence, least }: Term, strength: ArrayLike<number>): boolean {
  for (let i = 0; i < evidence.length; i++) if (strength[evidence[i]!]! < least[i]!) return false;
  return true;
}

function termOf({ when, points }: WeightStep): Term {
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
  return {
    evidence,
    least,
    points,
    name: conditions.map(({ name }) => name).join(JOINT),
    isOwn: evidence.every((index) => groupOf(index) !== 'across-subscribers'),
  };
}

function indexOf(name: string): number {
  const index = INDEX_OF[name as EvidenceName];
  if (index !== undefined) return index;
  throw new RangeError(`no evidence is called ${name}; name one of ${EVIDENCE_NAMES.join(', ')}`);
}

function groupOf(index: number): EvidenceGroup {
  return EVIDENCE[EVIDENCE_NAMES[index]!];
}
