import type { LegEvent } from './events.ts';
import type { Leg } from './leg.ts';

/** Events of the legs so far, handed out in order of time, an hour at once. */
export class EventQueue {
  private readonly startEvents: boolean;
  private pending: LegEvent[] = [];

  constructor(startEvents: boolean) {
    this.startEvents = startEvents;
  }

  add(leg: Leg): void {
    const { answeredAt, endedAt } = leg;
    if (this.startEvents && answeredAt !== null) {
      this.pending.push({ at: answeredAt, event: 'start', leg });
    }
    this.pending.push({ at: endedAt, event: 'stop', leg });
  }

  /** Events before `until`, which no later leg can precede. */
  takeUntil(until: number): LegEvent[] {
    const due: LegEvent[] = [];
    const later: LegEvent[] = [];
    for (const event of this.pending) (event.at < until ? due : later).push(event);
    this.pending = later;
    // The sort is stable, so equal times keep the order in which the legs were made.
    return due.sort((a, b) => a.at - b.at);
  }
}
