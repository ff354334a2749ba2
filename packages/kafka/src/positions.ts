/**
 * Where each partition's delivery stands. The library keeps the same for itself, but with several
 * brokers it may hand over what it fetched before a join as if it had been fetched after it; taking
 * that would skip what lies between. So its word is checked against this.
 */
export class Positions {
  readonly #next = new Map<number, number>();
  readonly #sought = new Map<number, number>();

  /** Forgets the rest. `null`: from the earliest record on. */
  begin(partitions: readonly { partition: number; committed: number | null }[]): void {
    this.#next.clear();
    this.#sought.clear();
    for (const { partition, committed } of partitions) this.#next.set(partition, committed ?? 0);
  }

  /**
   * Whether a batch fetched from this offset goes on where the last one ended. When it does not, the
   * partition is to be fetched again from `next`; what comes then is right whatever its offset is,
   * as where the earliest record kept is a later one.
   */
  fits(partition: number, fetchedFrom: number): boolean {
    const next = this.#next.get(partition);
    return fetchedFrom === next || (next !== undefined && this.#sought.get(partition) === next);
  }

  /** The offset to fetch again from, of a partition that is owned. */
  seek(partition: number): number | undefined {
    const next = this.#next.get(partition);
    if (next !== undefined) this.#sought.set(partition, next);
    return next;
  }

  /** The library has passed over what it hands to nobody: marks of transactions, compacted records. */
  passOver(partition: number, from: number, next: number): void {
    if (this.fits(partition, from)) this.advance(partition, next);
  }

  advance(partition: number, next: number): void {
    if (!this.#next.has(partition)) return;
    this.#next.set(partition, next);
    this.#sought.delete(partition);
  }
}
