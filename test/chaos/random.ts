/** Draws that depend on the seed alone (mulberry32). One stream per purpose. */
export class Random {
  #state: number;

  constructor(seed: number, purpose: number) {
    this.#state = Math.imul(seed ^ Math.imul(purpose, 0x9e3779b9), 0x85ebca6b) >>> 0;
  }

  /** 0 ≤ x < 1 */
  float(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** An integer of low ≤ n ≤ high. */
  whole(low: number, high: number): number {
    return low + Math.floor(this.float() * (high - low + 1));
  }

  chance(share: number): boolean {
    return this.float() < share;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.whole(0, items.length - 1)]!;
  }
}
