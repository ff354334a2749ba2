import type { AlertVersion } from './alert-version.ts';
import { DestinationTable } from './call-history.ts';
import type { InternationalLeg, RecordIdentity, SubscriberTraits } from './leg.ts';
import type { RuleSet } from './rule-set.ts';
import { SubscriberWatch, type WatchContext } from './subscriber-watch.ts';
import { TimerQueue } from './timer-queue.ts';

export interface ScorerOptions {
  ruleSet: RuleSet;
  /** Names an alert after the record that opened it: `a-` and hex digits. */
  alertId(service: string, subscriber: string, identity: RecordIdentity): string;
  /** Receives each growth step of each episode as it happens. */
  onVersion(version: AlertVersion): void;
}

/**
 * Scores international legs in sliding windows, subscriber by subscriber. Subscribers are
 * named by a dense index of the caller's. Time is what the records say: nothing here has a clock.
 */
export class Scorer {
  readonly #context: WatchContext;
  readonly #watches: (SubscriberWatch | undefined)[] = [];
  readonly #queue = new TimerQueue();

  constructor({ ruleSet, alertId, onVersion }: ScorerOptions) {
    const destinations = new DestinationTable();
    const points: number[] = [];
    this.#context = {
      ruleSet,
      destinations,
      points: (index) => {
        points[index] ??= ruleSet.riskPoints(destinations.get(index));
        return points[index];
      },
      alertId,
      onVersion,
    };
  }

  /** Subscribers with international calls that are held in memory. */
  get watched(): number {
    return this.#watches.reduce((count, watch) => (watch === undefined ? count : count + 1), 0);
  }

  /** Runs the subscriber's timers due by `at`; to be called before its record of `at` is applied. */
  runTimersOf(subscriber: number, at: number): void {
    const watch = this.#watches[subscriber];
    if (watch === undefined || watch.nextDue > at) return;
    watch.runTimers(at);
    this.#schedule(watch, subscriber);
  }

  /** Takes in one leg event; `clock` is the newest `at` of the subscriber's records, this included. */
  apply(subscriber: number, traits: SubscriberTraits, leg: InternationalLeg, clock: number): void {
    let watch = this.#watches[subscriber];
    if (watch === undefined) {
      watch = new SubscriberWatch(this.#context, traits);
      this.#watches[subscriber] = watch;
    }
    watch.apply(traits, leg, clock);
    this.#schedule(watch, subscriber);
  }

  /** Runs every subscriber's timers due by `now`. */
  runTimers(now: number): void {
    while (this.#queue.earliest <= now) {
      const subscriber = this.#queue.pop();
      const watch = this.#watches[subscriber];
      if (watch === undefined) continue;
      watch.scheduledAt = Number.POSITIVE_INFINITY;
      watch.runTimers(now);
      this.#schedule(watch, subscriber);
    }
  }

  /** Shows all that grew since it was last shown, as it stands at `now`. */
  finish(now: number): void {
    for (const watch of this.#watches) watch?.finish(now);
  }

  // An entry that falls due too early only looks and is queued again; one is never missing.
  #schedule(watch: SubscriberWatch, subscriber: number): void {
    const due = watch.nextDue;
    if (due >= watch.scheduledAt) return;
    watch.scheduledAt = due;
    this.#queue.push(due, subscriber);
  }
}
