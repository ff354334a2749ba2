import type { LegEvent } from '../leg-event.ts';

/** What each further event of a leg adds to what the leg has cost. */
export class LegCosts {
  readonly #known = new Map<string, number>();

  /** Thousandths of a yen. */
  added({ subscriber, leg, costMilliYen, endedAt }: LegEvent): number {
    const key = `${subscriber} ${leg}`;
    const before = this.#known.get(key) ?? 0;
    if (endedAt !== undefined) this.#known.delete(key);
    else this.#known.set(key, Math.max(before, costMilliYen));
    return Math.max(0, costMilliYen - before);
  }
}
