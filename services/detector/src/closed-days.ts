import type { LearnedDay, Scorer } from '@sekisho/rules';

/** Calls across midnight are known a day later. */
const CLOSED_AFTER_DAYS = 2;
/** Of longer ago than the horizon a detector that was away knows nothing. */
const MOST_DAYS = 7;
/** Hours are told of once a week: they change slowly, and each subscriber has them. */
const HOURS_EVERY_DAYS = 7;

/** Receives what a subscriber learned on a local day, in days since 1970-01-01. */
export type OnLearnedDay = (subscriber: string, day: number, learned: LearnedDay) => void;

/**
 * Tells what was learned on each local day, once it is over and its last calls are known: for all
 * subscribers together, since one that is silent would not tell by itself.
 */
export class ClosedDays {
  readonly #scorer: Scorer;
  readonly #onLearnedDay: OnLearnedDay;
  #today: number | undefined;

  constructor(scorer: Scorer, onLearnedDay: OnLearnedDay) {
    this.#scorer = scorer;
    this.#onLearnedDay = onLearnedDay;
  }

  /** Notes the clock of the run, epoch ms, before and after a record. */
  observe(before: number, now: number): void {
    const today = this.#scorer.dayOf(now);
    if (today === undefined) return;
    if (Number.isFinite(before)) this.#today ??= this.#scorer.dayOf(before);
    this.#today ??= today;
    if (today <= this.#today) return;
    const last = today - CLOSED_AFTER_DAYS;
    const first = Math.max(this.#today - CLOSED_AFTER_DAYS + 1, last - MOST_DAYS + 1);
    this.#today = today;
    const through = today % HOURS_EVERY_DAYS === 0 ? now : undefined;
    this.#scorer.closeDays(first, last, through, this.#onLearnedDay);
  }
}
