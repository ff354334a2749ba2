import type { Leg } from './leg.ts';

/** Legs that are made when their time comes. */
export interface PlannedLegs {
  /** Epoch milliseconds; no leg starts before. */
  startsAt: number;
  /** All of them by their start; the same at each call. */
  legs(): Leg[];
}

/** Hands out planned legs as their time comes; only what is under way is held. */
export class LegFeed {
  private waiting: PlannedLegs[];
  private running: { legs: readonly Leg[]; next: number }[] = [];

  constructor(planned: readonly PlannedLegs[]) {
    this.waiting = [...planned];
  }

  /** Adds the legs that start before `until`, each once. */
  addUntil(until: number, legs: Leg[]): void {
    const due = this.waiting.filter(({ startsAt }) => startsAt < until);
    this.waiting = this.waiting.filter(({ startsAt }) => startsAt >= until);
    for (const planned of due) this.running.push({ legs: planned.legs(), next: 0 });
    for (const run of this.running) {
      for (; run.next < run.legs.length && run.legs[run.next]!.startedAt < until; run.next++) {
        legs.push(run.legs[run.next]!);
      }
    }
    this.running = this.running.filter((run) => run.next < run.legs.length);
  }
}
