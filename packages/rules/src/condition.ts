import type { SubscriberTraits } from './leg.ts';
import type { LocalClock, LocalTime } from './local-time.ts';
import type { ConditionDocument } from './rule-set-schema.ts';

/** Whether a rule, or another threshold of it, applies to a subscriber at an instant. */
export type Condition = (traits: SubscriberTraits, at: number) => boolean;

const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

export function compileCondition(document: ConditionDocument, clock: LocalClock): Condition {
  const { services, kinds, critical } = document;
  const isWhen = compileTime(document, clock);
  return (traits, at) =>
    (services === undefined || services.includes(traits.service)) &&
    (kinds === undefined || (traits.kind !== undefined && kinds.includes(traits.kind))) &&
    (critical === undefined || critical === traits.critical) &&
    (isWhen === undefined || isWhen(at));
}

function compileTime(
  { days, hours }: ConditionDocument,
  clock: LocalClock,
): ((at: number) => boolean) | undefined {
  if (days === undefined && hours === undefined) return undefined;
  const isHour = hours === undefined ? () => true : withinHours(hours);
  const isDay = (time: LocalTime) =>
    days === undefined || days.includes(WEEKDAYS[time.weekday] ?? 'sun');
  return (at) => {
    const time = clock(at);
    return isDay(time) && isHour(time.minuteOfDay);
  };
}

function withinHours(hours: string): (minuteOfDay: number) => boolean {
  const [from, to] = hoursOf(hours);
  if (from < to) return (minute) => minute >= from && minute < to;
  return (minute) => minute >= from || minute < to;
}

/** Minutes since midnight of both ends of `22:00-06:00`. */
export function hoursOf(hours: string): [from: number, to: number] {
  const [from = '', to = ''] = hours.split('-');
  return [minuteOf(from), minuteOf(to)];
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
