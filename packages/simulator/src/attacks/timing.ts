import { HOUR, hourOfWeek } from '../japan-time.ts';
import type { Random } from '../random.ts';
import type { Shape } from './shape.ts';

/** Epoch milliseconds. */
export interface Period {
  startsAt: number;
  endsAt: number;
}

// Published: four attacks in five fall between Friday evening and Monday morning.
const WEEKEND = 0.8;
const FRIDAY_EVENING = 4 * 24 + 18;
const MONDAY_MORNING = 6;
// A detector needs some days of what is usual before there is anything unusual.
const LEARNING = 0.25;
const LONGEST = 0.6;
const TRIES = 200;

function isWeekend(at: number): boolean {
  const hour = hourOfWeek(at);
  return hour >= FRIDAY_EVENING || hour < MONDAY_MORNING;
}

function isNight(at: number): boolean {
  const hour = hourOfWeek(at) % 24;
  return hour >= 21 || hour < 3;
}

function isWorkingHour(at: number): boolean {
  const hour = hourOfWeek(at) % 24;
  return hour >= 8 && hour < 19;
}

function fits(shape: Shape, weekend: boolean, at: number): boolean {
  if (isWeekend(at) !== weekend) return false;
  if (shape.nightOnly) return isNight(at);
  // The others hide in working hours: nothing may learn that attacks only come at night.
  return weekend || isWorkingHour(at);
}

/** When an attack happens within a run: never so late that the run would cut it. */
export function choosePeriod(rng: Random, shape: Shape, run: Period): Period {
  const length = run.endsAt - run.startsAt;
  const span = Math.min(rng.wide(...shape.hours) * HOUR, length * LONGEST);
  const weekend = rng.chance(WEEKEND);
  let startsAt = 0;
  for (let left = TRIES; left > 0; left--) {
    startsAt = rng.between(run.startsAt + length * LEARNING, run.endsAt - span);
    if (fits(shape, weekend, startsAt)) break;
  }
  return { startsAt, endsAt: startsAt + span };
}
