import type { LegEvent } from './events.ts';

/** Events of the legs so far, handed out in order of arrival, an hour at once. */
export class EventQueue {
  private pending: LegEvent[] = [];

  add(events: readonly LegEvent[]): void {
    for (const event of events) this.pending.push(event);
  }

  /** Events that arrive before `until`, which no later leg can precede. */
  takeUntil(until: number): LegEvent[] {
    const due: LegEvent[] = [];
    const later: LegEvent[] = [];
    for (const event of this.pending) (event.arrivesAt < until ? due : later).push(event);
    this.pending = later;
    // The sort is stable, so equal times keep the order in which the legs were made.
    return due.sort((a, b) => a.arrivesAt - b.arrivesAt);
  }
}
