import { z } from 'zod';
import { CLOSED_DAYS, WEEKDAYS, type Weekday } from './desk.ts';

const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `30s`, `15m`, `12h`, `2d` as ms. */
export const span = z
  .string()
  .regex(/^\d{1,6}[smhd]$/, 'write a time such as 30s, 15m or 12h')
  .transform((text) => Number(text.slice(0, -1)) * UNITS_MS[text.at(-1) as keyof typeof UNITS_MS]);

const minuteOfDay = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'write a time of day such as "09:00", in quotes')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const NAMED_DAYS: Readonly<Record<string, readonly Weekday[]>> = {
  daily: WEEKDAYS,
  weekdays: ['mon', 'tue', 'wed', 'thu', 'fri'],
  weekends: ['sat', 'sun'],
};

const days = z
  .union([z.enum(['daily', 'weekdays', 'weekends']), z.array(z.enum(WEEKDAYS)).min(1)])
  .transform((named) => (typeof named === 'string' ? NAMED_DAYS[named]! : named));

const text = z
  .string()
  .trim()
  .min(1, 'is empty; write a text')
  .max(500, 'longer than 500 characters; shorten it');
const bilingual = z.strictObject({ ja: text, en: text });

/** One address, that a header cannot be broken with. */
export const address = z
  .string()
  .regex(/^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+$/, 'write an address such as noc@example.jp');

const timeZone = z.string().refine(isTimeZone, 'no such zone; write one such as Asia/Tokyo');

const desk = z.strictObject({
  name: bilingual,
  phone: text,
  email: address.optional(),
  timeZone: timeZone.default('Asia/Tokyo'),
  open: z
    .array(z.strictObject({ days, from: minuteOfDay, to: minuteOfDay }))
    .min(1, 'is never open; write at least one pair of times'),
  closed: z.array(z.enum(CLOSED_DAYS)).default([]),
});

const terms = z.strictObject({
  document: bilingual,
  clause: bilingual,
  version: bilingual,
  date: z.iso.date('write a date such as 2015-08-20'),
});

export const profile = z.strictObject({ name: bilingual, desk, terms });

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
