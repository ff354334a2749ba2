import type { LegEvent } from '../leg-event.ts';
import { Actions, type Baseline, type OnDecision } from './baseline.ts';
import { calendarDay } from './daily-cap.ts';
import { LegCosts } from './leg-cost.ts';
import { PARAMETERS } from './parameters.ts';

/**
 * Restricts who spends several times as much in a day as on the mean of the days before, above a
 * floor. Days before the first that was seen count as days without a call.
 */
export function createSeveralTimesLastMonth(onDecision: OnDecision): Baseline {
  const { severalTimes, restrictForMs } = PARAMETERS;
  const actions = new Actions(onDecision, restrictForMs);
  const costs = new LegCosts();
  const spentOn = new Map<string, Map<number, number>>();
  return {
    take(event: LegEvent) {
      const { subscriber, at } = event;
      const day = calendarDay(at);
      const spent = spentOn.get(subscriber) ?? new Map<number, number>();
      spentOn.set(subscriber, spent);
      const today = (spent.get(day) ?? 0) + costs.added(event);
      spent.set(day, today);
      const usual = meanBefore(spent, day, severalTimes.days);
      const limit = Math.max(severalTimes.floorMilliYen, severalTimes.factor * usual);
      if (today >= limit) actions.restrict(subscriber, at);
    },
  };
}

function meanBefore(spent: Map<number, number>, day: number, days: number): number {
  let sum = 0;
  for (const [other, milliYen] of spent) {
    if (other < day - days) spent.delete(other);
    else if (other < day) sum += milliYen;
  }
  return sum / days;
}
