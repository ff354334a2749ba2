const LEAST = 64;
const FULLEST = 0.75;
const GROWTH = 1.5;
const TWO_32 = 2 ** 32;

/** Finds entries of a table by hash: open addressing over numbers, 5 to 9 bytes an entry. */
export class EntryIndex {
  readonly #hashOf: (entry: number) => number;
  #capacity = LEAST;
  /** An entry and 1; 0 where a slot is free. */
  #slots = new Int32Array(LEAST);
  #size = 0;

  /** @param hashOf an entry's hash, 32 bits without sign, the same as long as it is in the index */
  constructor(hashOf: (entry: number) => number) {
    this.#hashOf = hashOf;
  }

  /** The entry with a hash for which `isIt` holds, or -1. */
  find(hash: number, isIt: (entry: number) => boolean): number {
    for (let slot = this.#home(hash); ; slot = this.#after(slot)) {
      const entry = this.#slots[slot]! - 1;
      if (entry < 0 || (this.#hashOf(entry) === hash && isIt(entry))) return entry;
    }
  }

  add(entry: number): void {
    if (this.#size + 1 > this.#capacity * FULLEST) this.#grow();
    this.#place(entry);
    this.#size++;
  }

  // What was displaced by the entry moves up, so that no search ends at the hole.
  remove(entry: number): void {
    let hole = this.#home(this.#hashOf(entry));
    while (this.#slots[hole] !== entry + 1) hole = this.#after(hole);
    for (let slot = this.#after(hole); this.#slots[slot] !== 0; slot = this.#after(slot)) {
      const home = this.#home(this.#hashOf(this.#slots[slot]! - 1));
      if (this.#distance(home, slot) < this.#distance(hole, slot)) continue;
      this.#slots[hole] = this.#slots[slot]!;
      hole = slot;
    }
    this.#slots[hole] = 0;
    this.#size--;
  }

  #place(entry: number): void {
    let slot = this.#home(this.#hashOf(entry));
    while (this.#slots[slot] !== 0) slot = this.#after(slot);
    this.#slots[slot] = entry + 1;
  }

  #grow(): void {
    const slots = this.#slots;
    this.#capacity = Math.ceil(this.#capacity * GROWTH);
    this.#slots = new Int32Array(this.#capacity);
    for (const taken of slots) if (taken !== 0) this.#place(taken - 1);
  }

  #home(hash: number): number {
    return Math.floor((hash * this.#capacity) / TWO_32);
  }

  #after(slot: number): number {
    return slot + 1 === this.#capacity ? 0 : slot + 1;
  }

  #distance(from: number, to: number): number {
    return to >= from ? to - from : to + this.#capacity - from;
  }
}
