import type { LegEvent } from '../leg-event.ts';
import { Actions, type Baseline, type OnDecision } from './baseline.ts';
import { calendarDay } from './daily-cap.ts';
import { PARAMETERS } from './parameters.ts';

const MINUTE_MS = 60_000;

interface Counters {
  day: number;
  total: number;
  /** Starts of the calls of the last minute. */
  starts: number[];
  /** Calls that are up. */
  up: Set<string>;
}

/**
 * Counters per subscriber against fixed thresholds, as dial-plan guards of SIP proxies keep them:
 * calls a minute, calls a day, calls at once and the length of one. A new day begins at zero, with
 * calls that are up forgotten.
 */
export function createStaticThresholds(onDecision: OnDecision): Baseline {
  const { staticThresholds: limits, restrictForMs } = PARAMETERS;
  const actions = new Actions(onDecision, restrictForMs);
  const counters = new Map<string, Counters>();

  return {
    take(event: LegEvent) {
      const { subscriber, at, talkMs } = event;
      const known = counters.get(subscriber);
      const day = calendarDay(at);
      const counted = known?.day === day ? known : newDay(day, known);
      counters.set(subscriber, counted);
      count(counted, event);
      const observed: [number, { warning: number; critical: number }][] = [
        [counted.starts.length, limits.callsPerMinute],
        [counted.total, limits.totalCalls],
        [counted.up.size, limits.concurrentCalls],
        [talkMs / 1000, limits.callSeconds],
      ];
      if (observed.some(([value, { critical }]) => value >= critical))
        actions.restrict(subscriber, at);
      else if (observed.some(([value, { warning }]) => value >= warning))
        actions.ask(subscriber, at);
    },
  };
}

function newDay(day: number, before: Counters | undefined): Counters {
  return { day, total: 0, starts: before?.starts ?? [], up: new Set() };
}

/** A call counts when its first record comes: its start, or its stop where nobody answered. */
function count(counted: Counters, { leg, at, startedAt, endedAt }: LegEvent): void {
  const isOver = endedAt !== undefined;
  const wasUp = counted.up.has(leg);
  if (isOver) counted.up.delete(leg);
  else counted.up.add(leg);
  if (!wasUp && calendarDay(startedAt) === counted.day) {
    counted.total++;
    counted.starts.push(startedAt);
  }
  counted.starts = counted.starts.filter((start) => start > at - MINUTE_MS);
}
