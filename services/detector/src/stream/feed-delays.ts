const HOUR_MS = 3_600_000;

/**
 * By how much each partition's newest records were old when they were written down: the least of
 * about an hour's, since a detector that was behind itself wrote some later than they came.
 */
export class FeedDelays {
  readonly #newest = new Map<number, { since: number; delayMs: number }>();

  /** Times are epoch ms. */
  note(partition: number, at: number, writtenAt: number): void {
    const delayMs = Math.max(0, writtenAt - at);
    const known = this.#newest.get(partition);
    if (known === undefined || at > known.since + HOUR_MS) {
      this.#newest.set(partition, { since: at, delayMs });
    } else if (at >= known.since) {
      known.delayMs = Math.min(known.delayMs, delayMs);
    }
  }

  /** In ms; `undefined` of a partition without a record. */
  of(partition: number): number | undefined {
    return this.#newest.get(partition)?.delayMs;
  }
}
