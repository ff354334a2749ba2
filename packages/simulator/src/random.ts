const GOLDEN = 0x9e3779b9;

function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

function splitMix(state: number): number {
  let z = state;
  z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
  z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
  return (z ^ (z >>> 15)) >>> 0;
}

/**
 * A stream of random draws that depends on its seeds alone (sfc32 after Chris Doty-Humphrey,
 * period at least 2^32). One stream per purpose: a draw added in one place moves no other.
 */
export class Random {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  constructor(...seeds: readonly (string | number)[]) {
    const h = hash(seeds.join('/'));
    this.a = splitMix(h + GOLDEN);
    this.b = splitMix(h + 2 * GOLDEN);
    this.c = splitMix(hash(`${h}:${seeds.length}:${seeds.at(-1)}`) + 3 * GOLDEN);
    for (let i = 0; i < 12; i++) this.word();
  }

  /** 0 … 2^32 − 1 */
  word(): number {
    const t = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + t) | 0;
    return t >>> 0;
  }

  /** 0 ≤ x < 1 */
  float(): number {
    return this.word() / 0x1_0000_0000;
  }

  /** 0 ≤ n < limit */
  below(limit: number): number {
    return Math.floor(this.float() * limit);
  }

  /** A real number of low ≤ x < high. */
  between(low: number, high: number): number {
    return low + this.float() * (high - low);
  }

  /** An integer of low ≤ n ≤ high. */
  whole(low: number, high: number): number {
    return low + this.below(high - low + 1);
  }

  /** Between low and high with every doubling equally likely. */
  wide(low: number, high: number): number {
    return low * (high / low) ** this.float();
  }

  chance(share: number): boolean {
    return this.float() < share;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  normal(): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.float()));
    return radius * Math.cos(2 * Math.PI * this.float());
  }

  logNormal(median: number, sigma: number): number {
    return median * Math.exp(sigma * this.normal());
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.float());
  }

  poisson(mean: number): number {
    if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    let left = this.float();
    let term = Math.exp(-mean);
    let count = 0;
    while (left >= term && count < 200) {
      left -= term;
      count += 1;
      term *= mean / count;
    }
    return count;
  }
}
