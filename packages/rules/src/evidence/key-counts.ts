const SLOTS = 1024;
const MASK = SLOTS - 1;
const SHIFT = 32 - Math.log2(SLOTS);
const GOLDEN = 0x9e3779b1;

/**
 * Sums by key, for one evaluation after the other: beginning anew costs nothing, whereas a `Map`
 * that is filled and cleared for each was most of what weighing took.
 */
export class KeyCounts {
  readonly #keys = new Float64Array(SLOTS);
  readonly #sums = new Float64Array(SLOTS);
  /** Which evaluation a slot is of. */
  readonly #rounds = new Int32Array(SLOTS);
  #round = 0;
  /** Different keys. */
  size = 0;
  /** The largest sum. */
  most = 0;

  begin(): void {
    this.#round++;
    this.size = 0;
    this.most = 0;
  }

  /**
   * Adds to a key's sum, and tells whether the key was new.
   * @param key an integer
   * @throws RangeError from the 1,024th key on: no evaluation looks at so many calls
   */
  add(key: number, by = 1): boolean {
    const slot = this.#slotOf(key);
    const isNew = this.#rounds[slot] !== this.#round;
    if (isNew) {
      if (this.size === MASK) throw new RangeError(`more than ${MASK} keys in one evaluation`);
      this.#rounds[slot] = this.#round;
      this.#keys[slot] = key;
      this.#sums[slot] = 0;
      this.size++;
    }
    const sum = this.#sums[slot]! + by;
    this.#sums[slot] = sum;
    if (sum > this.most) this.most = sum;
    return isNew;
  }

  #slotOf(key: number): number {
    let slot = Math.imul(key | 0, GOLDEN) >>> SHIFT;
    while (this.#rounds[slot] === this.#round && this.#keys[slot] !== key) slot = (slot + 1) & MASK;
    return slot;
  }
}
