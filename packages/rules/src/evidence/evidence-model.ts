import type { Evidence } from '../alert-version.ts';
import type { HoursPrior } from './activity-hours.ts';
import type { EvidenceName } from './evidence-names.ts';
import type { Reading } from './reading.ts';
import { WeightTerms } from './weight-terms.ts';
import type { WeightsDocument } from './weights-document.ts';

/** Weighs evidence: never falls when a piece of evidence grows. */
export class EvidenceModel {
  /** Name and content hash, as decisions store it. */
  readonly version: string;
  readonly document: WeightsDocument;
  readonly learnAfterMs: number;
  readonly #terms: WeightTerms;

  /** @param without evidence groups that count nothing */
  constructor(document: WeightsDocument, version: string, without: readonly string[] = []) {
    this.version = without.length === 0 ? version : `${version}-${without.join('-')}`;
    this.document = document;
    this.learnAfterMs = document.learnAfterDays * 86_400_000;
    this.#terms = new WeightTerms(document.weights, without);
  }

  /** Whether a piece of evidence can give points. */
  weighs(name: EvidenceName): boolean {
    return this.#terms.weigh(name);
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
    return this.#terms.sum(strength);
  }

  /** Points of the subscriber's own evidence: what is told to others must not come back from them. */
  ownScoreOf({ strength }: Reading): number {
    return this.#terms.ownSum(strength);
  }

  /** Each piece of evidence that gave points, the most first. */
  explain(reading: Reading): Evidence[] {
    const byName = new Map<string, Evidence>();
    for (const term of this.#terms.holding(reading.strength)) {
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
