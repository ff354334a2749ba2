import type { Samples } from './samples.ts';
import { type FitTerm, termValues } from './terms.ts';

/** The values of all terms, sample by sample: those that are not 0, since most of all pairs are. */
export class Columns {
  /** Where the values of each sample begin, and behind the last where they end. */
  readonly #starts: Uint32Array;
  #terms = new Uint16Array(1 << 16);
  #values = new Float32Array(1 << 16);

  constructor(samples: Samples, terms: readonly FitTerm[]) {
    this.#starts = new Uint32Array(samples.length + 1);
    const row = new Float32Array(terms.length);
    let end = 0;
    for (let i = 0; i < samples.length; i++) {
      termValues(terms, samples.strengths(i), row);
      this.#makeRoom(end + terms.length);
      for (let j = 0; j < row.length; j++) {
        if (row[j] === 0) continue;
        this.#terms[end] = j;
        this.#values[end++] = row[j]!;
      }
      this.#starts[i + 1] = end;
    }
  }

  /** Samples. */
  get length(): number {
    return this.#starts.length - 1;
  }

  /** What a sample comes to under weights by term. */
  sum(sample: number, weights: Float64Array): number {
    const end = this.#starts[sample + 1]!;
    let sum = 0;
    for (let i = this.#starts[sample]!; i < end; i++)
      sum += weights[this.#terms[i]!]! * this.#values[i]!;
    return sum;
  }

  /** Adds a sample's values, `times` each, to sums by term. */
  addTo(sums: Float64Array, sample: number, times: number): void {
    const end = this.#starts[sample + 1]!;
    for (let i = this.#starts[sample]!; i < end; i++)
      sums[this.#terms[i]!]! += times * this.#values[i]!;
  }

  #makeRoom(size: number): void {
    if (size <= this.#values.length) return;
    const [terms, values] = [new Uint16Array(size * 2), new Float32Array(size * 2)];
    terms.set(this.#terms);
    values.set(this.#values);
    this.#terms = terms;
    this.#values = values;
  }
}
