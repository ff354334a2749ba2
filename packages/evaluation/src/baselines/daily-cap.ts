import type { LegEvent } from '../leg-event.ts';
import { Actions, type Baseline, type OnDecision } from './baseline.ts';
import { LegCosts } from './leg-cost.ts';
import { PARAMETERS } from './parameters.ts';

const DAY_MS = 24 * 3_600_000;

/** Restricts who spends more than a cap in a calendar day; each midnight begins anew. */
export function createDailyCap(onDecision: OnDecision): Baseline {
  const { dailyCap, restrictForMs } = PARAMETERS;
  const actions = new Actions(onDecision, restrictForMs);
  const costs = new LegCosts();
  const spent = new Map<string, { day: number; milliYen: number }>();
  return {
    take(event: LegEvent) {
      const { subscriber, at } = event;
      const day = calendarDay(at);
      const known = spent.get(subscriber);
      const today = known?.day === day ? known : { day, milliYen: 0 };
      spent.set(subscriber, today);
      today.milliYen += costs.added(event);
      if (today.milliYen >= dailyCap.milliYen) actions.restrict(subscriber, at);
    },
  };
}

/** Counts the days from the epoch that begin at midnight where the subscribers are. */
export function calendarDay(at: number): number {
  return Math.floor((at + PARAMETERS.zoneOffsetMs) / DAY_MS);
}
