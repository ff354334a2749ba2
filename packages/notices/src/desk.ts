import type { Bilingual } from './language.ts';

/** In the order that local time counts them. */
export const WEEKDAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** Days on which a desk may be closed whatever the weekday; all Japanese. */
export const CLOSED_DAYS = ['public-holidays', 'year-end', 'bon'] as const;
export type ClosedDays = (typeof CLOSED_DAYS)[number];

export interface OpeningHours {
  days: readonly Weekday[];
  /** Minutes of the day. */
  from: number;
  /** At or before `from` it is on the next day; 1440 is midnight. */
  to: number;
}

/** Where a service's customers reach a person. */
export interface Desk {
  name: Bilingual;
  phone: string;
  email?: string | undefined;
  /** IANA name. */
  timeZone: string;
  open: readonly OpeningHours[];
  closed: readonly ClosedDays[];
}
