import { countUpTo } from './count-up-to.ts';

/**
 * Times in ascending order with running totals of two values, so that the count and both sums
 * over any (from, to] cost two binary searches, whatever the window's length. Values are
 * integers below 2^53 in total, hence exact.
 */
export class SortedSums {
  readonly times: number[] = [];
  /** `totals*[i]` is the sum of the values of `times[0..i]`. */
  readonly #totalsA: number[] = [];
  readonly #totalsB: number[] = [];

  insert(time: number, a: number, b: number): void {
    const index = this.upTo(time);
    const beforeA = this.#totalA(index);
    const beforeB = this.#totalB(index);
    if (index === this.times.length) {
      this.times.push(time);
      this.#totalsA.push(beforeA + a);
      this.#totalsB.push(beforeB + b);
      return;
    }
    this.times.splice(index, 0, time);
    this.#totalsA.splice(index, 0, beforeA);
    this.#totalsB.splice(index, 0, beforeB);
    this.#shift(index, a, b);
  }

  /** Takes back one earlier `insert` of the same time and values. */
  remove(time: number, a: number, b: number): void {
    const index = this.upTo(time) - 1;
    if (this.times[index] !== time) throw new RangeError(`no entry at ${time}`);
    const totalA = this.#totalA(index + 1) - a;
    const totalB = this.#totalB(index + 1) - b;
    this.times.splice(index, 1);
    this.#totalsA.splice(index, 1);
    this.#totalsB.splice(index, 1);
    // Of equal times only the last one's totals are ever read: that is now the one before.
    if (index > 0 && this.times[index - 1] === time) {
      this.#totalsA[index - 1] = totalA;
      this.#totalsB[index - 1] = totalB;
    }
    this.#shift(index, -a, -b);
  }

  count(from: number, to: number): number {
    return this.upTo(to) - this.upTo(from);
  }

  sumA(from: number, to: number): number {
    return this.#totalA(this.upTo(to)) - this.#totalA(this.upTo(from));
  }

  sumB(from: number, to: number): number {
    return this.#totalB(this.upTo(to)) - this.#totalB(this.upTo(from));
  }

  /** How many times are ≤ `time`. */
  upTo(time: number): number {
    return countUpTo(this.times, time);
  }

  #totalA(count: number): number {
    return count === 0 ? 0 : this.#totalsA[count - 1]!;
  }

  #totalB(count: number): number {
    return count === 0 ? 0 : this.#totalsB[count - 1]!;
  }

  #shift(from: number, a: number, b: number): void {
    for (let i = from; i < this.times.length; i++) {
      this.#totalsA[i]! += a;
      this.#totalsB[i]! += b;
    }
  }
}
