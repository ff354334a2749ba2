import type { CallHistory } from './call-history.ts';
import type { InternationalLeg } from './leg.ts';
import { CLOCK_SKEW_MS } from './one-call.ts';
import { LONGEST_LIFE_MS } from './open-calls.ts';

interface Rating {
  at: number;
  costMilliYen: number;
}

/**
 * Costs that came by interims: of each call the newest. One from after the end is the call's rating,
 * as if the stop had carried it. Kept beside the history, since most switches rate in the stop itself
 * or not at all.
 */
export class Ratings {
  readonly #byKey = new Map<number, Rating>();

  /** Takes an interim's cost in. */
  note(key: number, { at, costMilliYen }: InternationalLeg): void {
    const known = this.#byKey.get(key);
    if (known === undefined || isNewer({ at, costMilliYen }, known))
      this.#byKey.set(key, { at, costMilliYen });
  }

  /**
   * What a call that has stopped was rated at by an interim; `undefined` where by none. A cost from
   * before the end was the cost so far, and is let go.
   */
  of(history: CallHistory, row: number, leg: InternationalLeg): number | undefined {
    const rating = this.#byKey.get(history.key(row));
    if (rating === undefined) return undefined;
    if (isAfterEnd(history, row, leg.correlated, rating.at)) return rating.costMilliYen;
    this.#byKey.delete(history.key(row));
    return undefined;
  }

  /** Lets go what is older than the horizon. */
  forgetBefore(oldest: number): void {
    for (const [key, { at }] of this.#byKey) if (at < oldest) this.#byKey.delete(key);
  }
}

/**
 * Whether a record tells what a call cost that is over, and nothing else: an interim with the
 * switch's own cost that comes from after the end or names one. Any other is of a call that is up.
 * @param row of its call, or -1
 */
export function isRating(history: CallHistory, row: number, leg: InternationalLeg): boolean {
  if (leg.identity.event !== 'interim' || !leg.isRated) return false;
  if (leg.endedAt !== undefined || leg.at > leg.startedAt + LONGEST_LIFE_MS) return true;
  return row >= 0 && isAfterEnd(history, row, leg.correlated, leg.at);
}

// Of another leg of the call, by another clock, the cost so far may come after the end.
function isAfterEnd(history: CallHistory, row: number, correlated: boolean, at: number): boolean {
  const skewMs = correlated ? CLOCK_SKEW_MS : 0;
  return history.isStopped(row) && at >= history.endedAt(row) + skewMs;
}

// Two legs of one call may be rated at the same instant: then the dearer stands in any order.
function isNewer(rating: Rating, known: Rating): boolean {
  if (rating.at !== known.at) return rating.at > known.at;
  return rating.costMilliYen > known.costMilliYen;
}
