/** What weighings of evidence showed, and whether an attack was on. */
export class Samples {
  readonly #width: number;
  #strengths: Float32Array;
  #weights: number[] = [];
  #labels: number[] = [];

  /** @param width pieces of evidence */
  constructor(width: number) {
    this.#width = width;
    this.#strengths = new Float32Array(1024 * width);
  }

  get length(): number {
    return this.#labels.length;
  }

  get width(): number {
    return this.#width;
  }

  add(strengths: ArrayLike<number>, isAttack: boolean, weight: number): void {
    const at = this.length * this.#width;
    if (at === this.#strengths.length) {
      const grown = new Float32Array(at * 2);
      grown.set(this.#strengths);
      this.#strengths = grown;
    }
    this.#strengths.set(strengths, at);
    this.#labels.push(isAttack ? 1 : 0);
    this.#weights.push(weight);
  }

  /** The strengths of a sample; not a copy. */
  strengths(sample: number): Float32Array {
    return this.#strengths.subarray(sample * this.#width, (sample + 1) * this.#width);
  }

  isAttack(sample: number): boolean {
    return this.#labels[sample] === 1;
  }

  setWeight(sample: number, weight: number): void {
    this.#weights[sample] = weight;
  }

  weight(sample: number): number {
    return this.#weights[sample]!;
  }
}
