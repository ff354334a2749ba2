const LEAST = 64;
const FULLEST = 0.5;
const GOLDEN = 0x9e3779b1;

/** Numbers by a hash of 32 bits, not 0, that only grow in count: a `Map` would box each key asked. */
export class HashNumbers {
  #capacity = LEAST;
  /** 0 where a slot is free. */
  #hashes = new Uint32Array(LEAST);
  #numbers = new Float64Array(LEAST);
  #size = 0;

  /** The number of a hash; `undefined` where none was set. */
  get(hash: number): number | undefined {
    const slot = this.#slotOf(hash);
    return this.#hashes[slot] === 0 ? undefined : this.#numbers[slot];
  }

  set(hash: number, number: number): void {
    if (this.#size + 1 > this.#capacity * FULLEST) this.#grow();
    const slot = this.#slotOf(hash);
    if (this.#hashes[slot] === 0) {
      this.#hashes[slot] = hash;
      this.#size++;
    }
    this.#numbers[slot] = number;
  }

  /** The slot of a hash, or the free one where it belongs; capacities are powers of 2. */
  #slotOf(hash: number): number {
    const mask = this.#capacity - 1;
    let slot = (Math.imul(hash, GOLDEN) >>> 7) & mask;
    while (this.#hashes[slot] !== 0 && this.#hashes[slot] !== hash) slot = (slot + 1) & mask;
    return slot;
  }

  #grow(): void {
    const [hashes, numbers] = [this.#hashes, this.#numbers];
    this.#capacity *= 2;
    this.#hashes = new Uint32Array(this.#capacity);
    this.#numbers = new Float64Array(this.#capacity);
    hashes.forEach((hash, i) => {
      if (hash === 0) return;
      const slot = this.#slotOf(hash);
      this.#hashes[slot] = hash;
      this.#numbers[slot] = numbers[i]!;
    });
  }
}
