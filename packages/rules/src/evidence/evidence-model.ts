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

const PAIR = '×';
/** Marks the weight of the part of a strength that levels off: much of it adds little more. */
const LEVELLING = '~';
/** Marks the weight of what lies beyond a strength's knot: what lawful traffic hardly reaches. */
const BEYOND = '^';

const points = z.number().min(0);
const usualDay = z.strictObject({ yen: z.number().positive(), calls: z.number().positive() });
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
  knots: z.record(z.string(), points).describe('What lawful traffic hardly reaches.').default({}),
  weights: z.record(z.string(), points),
});

export type WeightsDocument = z.output<typeof weightsSchema>;

interface Term {
  first: number;
  /** The same as `first` where the term is of one piece of evidence. */
  second: number;
  form: TermForm;
  /** Of a term of what lies beyond it. */
  knot: number;
  weight: number;
  name: string;
  /** Whether no other subscriber's calls are part of it. */
  isOwn: boolean;
}

export type TermForm = 'plain' | 'levelling' | 'beyond' | 'pair';

/** Weighs evidence: never falls when a piece of evidence grows. */
export class EvidenceModel {
  /** Name and content hash, as decisions store it. */
  readonly version: string;
  readonly document: WeightsDocument;
  readonly learnAfterMs: number;
  readonly #terms: readonly Term[];

  /** @param without evidence groups that count nothing */
  constructor(document: WeightsDocument, version: string, without: readonly string[] = []) {
    this.version = without.length === 0 ? version : `${version}-${without.join('-')}`;
    this.document = document;
    this.learnAfterMs = document.learnAfterDays * 86_400_000;
    this.#terms = Object.entries(document.weights)
      .map(([name, weight]) => termOf(name, weight, document.knots))
      .filter(({ weight, first, second }) => {
        const groups = [first, second].map(groupOf);
        return weight > 0 && groups.every((group) => !without.includes(group));
      });
  }

  /** Whether a piece of evidence can give points. */
  weighs(name: EvidenceName): boolean {
    const index = INDEX_OF[name];
    return this.#terms.some(({ first, second }) => first === index || second === index);
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
    let sum = 0;
    for (const term of this.#terms) sum += term.weight * termValue(term, strength);
    return sum;
  }

  /** Points of the subscriber's own evidence: what is told to others must not come back from them. */
  ownScoreOf({ strength }: Reading): number {
    let sum = 0;
    for (const term of this.#terms) if (term.isOwn) sum += term.weight * termValue(term, strength);
    return sum;
  }

  /** Each piece of evidence that gave points, the most first. */
  explain(reading: Reading): Evidence[] {
    const byName = new Map<string, Evidence>();
    for (const term of this.#terms) {
      const points = term.weight * termValue(term, reading.strength);
      if (points <= 0) continue;
      const known = byName.get(term.name);
      const [observed, usual] = [reading.observed[term.first]!, reading.usual[term.first]!];
      byName.set(term.name, {
        name: term.name,
        observed,
        usual,
        points: points + (known?.points ?? 0),
      });
    }
    return [...byName.values()]
      .map((evidence) => ({ ...evidence, points: Math.round(evidence.points * 100) / 100 }))
      .sort((a, b) => b.points - a.points);
  }
}

const EVEN: HoursPrior = new Array(48).fill(1);

/** A strength that levels off at 1. */
function levelling(strength: number): number {
  return strength / (1 + strength);
}

/** The value of a term, from the strengths of all evidence. */
export function termValue(
  { first, second, form, knot }: Pick<Term, 'first' | 'second' | 'form' | 'knot'>,
  strength: ArrayLike<number>,
): number {
  const own = strength[first]!;
  if (own === 0) return 0;
  if (form === 'plain') return own;
  if (form === 'levelling') return levelling(own);
  if (form === 'beyond') return Math.max(0, own - knot);
  return levelling(own) * levelling(strength[second]!);
}

function termOf(name: string, weight: number, knots: Readonly<Record<string, number>>): Term {
  const [one = '', other] = name.split(PAIR);
  const mark = one.at(-1);
  const form = other === undefined ? formOf(mark) : 'pair';
  const plain = form === 'levelling' || form === 'beyond' ? one.slice(0, -1) : one;
  const first = INDEX_OF[plain as EvidenceName];
  const second = other === undefined ? first : INDEX_OF[other as EvidenceName];
  if (first === undefined || second === undefined)
    throw new RangeError(`no evidence is called ${name}; name one of ${EVIDENCE_NAMES.join(', ')}`);
  const knot = knots[plain] ?? 0;
  const isOwn = [first, second].every((index) => groupOf(index) !== 'across-subscribers');
  return { first, second, form, knot, weight, name: other === undefined ? plain : name, isOwn };
}

function groupOf(index: number): EvidenceGroup {
  return EVIDENCE[EVIDENCE_NAMES[index]!];
}

function formOf(mark: string | undefined): TermForm {
  if (mark === LEVELLING) return 'levelling';
  return mark === BEYOND ? 'beyond' : 'plain';
}
