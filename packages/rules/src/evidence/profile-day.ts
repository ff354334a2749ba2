import type { HoursSnapshot } from './activity-hours.ts';
import type { Profile } from './profile.ts';

/** What was learned of a subscriber on one local day, as it is stored. */
export interface LearnedDay {
  /** Keys of `Profile.seen` whose first or newest sight was on that day, with both in epoch ms. */
  seen: [key: number, firstAt: number, lastAt: number][];
  /** Countries called on that day. */
  countries: [country: number, firstAt: number, calls: number, milliYen: number][];
  /** Of the following day's end, in some rows. */
  hours?: HoursSnapshot | undefined;
}

/** Takes what was learned on a day that is over; `undefined` where that is nothing. */
export function learnedOn(
  profile: Profile,
  day: number,
  dayOf: (epochMs: number) => number,
  hours: HoursSnapshot | undefined,
): LearnedDay | undefined {
  const learned: LearnedDay = { seen: [], countries: [], hours };
  profile.seen.visit((key, firstAt, lastAt) => {
    if (dayOf(firstAt) === day || dayOf(lastAt) === day) learned.seen.push([key, firstAt, lastAt]);
  });
  profile.countries.visitDay(day, (country, firstAt, { calls, milliYen }) => {
    learned.countries.push([country, firstAt, calls, milliYen]);
  });
  const isNothing = learned.seen.length + learned.countries.length === 0 && hours === undefined;
  return isNothing ? undefined : learned;
}
