/** Numbers subscribers densely in the order they appear and keeps each one's clock. */
export class SubscriberIndex {
  readonly #indexes = new Map<string, number>();
  #clocks = new Float64Array(1024);

  get size(): number {
    return this.#indexes.size;
  }

  /** The subscriber's number, given to it on first sight. */
  of(subscriber: string): number {
    const known = this.#indexes.get(subscriber);
    if (known !== undefined) return known;
    const index = this.#indexes.size;
    this.#indexes.set(subscriber, index);
    if (index === this.#clocks.length) {
      const grown = new Float64Array(index * 2);
      grown.set(this.#clocks);
      this.#clocks = grown;
    }
    this.#clocks[index] = Number.NEGATIVE_INFINITY;
    return index;
  }

  /** Epoch ms of the newest accepted `at`; `-Infinity` before the first. */
  clock(index: number): number {
    return this.#clocks[index]!;
  }

  /** Takes an accepted record's `at` in and returns the clock. */
  advance(index: number, at: number): number {
    if (at > this.#clocks[index]!) this.#clocks[index] = at;
    return this.#clocks[index]!;
  }
}
