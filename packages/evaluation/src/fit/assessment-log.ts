import { type Assessment, EVIDENCE_NAMES } from '@sekisho/rules';

/** Every weighing of one run, column by column: it can be sent to another thread. */
export interface Assessments {
  /** Who was weighed, each once. */
  subscribers: readonly string[];
  /** By weighing, the index of its subscriber. */
  subscriber: Int32Array;
  /** Epoch ms. */
  at: Float64Array;
  /** `EVIDENCE_NAMES.length` for each weighing. */
  strengths: Float32Array;
}

/** Keeps what a detector weighed, in the order it did. */
export class AssessmentLog {
  readonly #indexOf = new Map<string, number>();
  readonly #subscriber: number[] = [];
  readonly #at: number[] = [];
  readonly #width = EVIDENCE_NAMES.length;
  #strengths = new Float32Array(1024 * EVIDENCE_NAMES.length);

  take({ subscriber, at, strengths }: Assessment): void {
    const start = this.#at.length * this.#width;
    if (start === this.#strengths.length) {
      const grown = new Float32Array(start * 2);
      grown.set(this.#strengths);
      this.#strengths = grown;
    }
    this.#strengths.set(strengths, start);
    this.#subscriber.push(this.#indexFor(subscriber));
    this.#at.push(at);
  }

  finish(): Assessments {
    return {
      subscribers: [...this.#indexOf.keys()],
      subscriber: Int32Array.from(this.#subscriber),
      at: Float64Array.from(this.#at),
      strengths: this.#strengths.slice(0, this.#at.length * this.#width),
    };
  }

  #indexFor(subscriber: string): number {
    const known = this.#indexOf.get(subscriber);
    if (known !== undefined) return known;
    this.#indexOf.set(subscriber, this.#indexOf.size);
    return this.#indexOf.size - 1;
  }
}
