/** By how much each partition's newest record was old when it was written down. */
export class FeedDelays {
  readonly #newest = new Map<number, { at: number; delayMs: number }>();

  /** Times are epoch ms. */
  note(partition: number, at: number, writtenAt: number): void {
    const newest = this.#newest.get(partition);
    if (newest !== undefined && newest.at > at) return;
    this.#newest.set(partition, { at, delayMs: Math.max(0, writtenAt - at) });
  }

  /** In ms; `undefined` of a partition without a record. */
  of(partition: number): number | undefined {
    return this.#newest.get(partition)?.delayMs;
  }
}
