import { html } from 'hono/html';
import type { Language } from '../words/language.ts';
import type { Html } from './html.ts';

const ZONE = 'Asia/Tokyo';
const DAY_MS = 86_400_000;

const parts = new Intl.DateTimeFormat('sv', {
  timeZone: ZONE,
  dateStyle: 'short',
  timeStyle: 'medium',
});

/** `2026-04-01 18:00:00 +09:00`. @param at epoch ms */
function fullTime(at: number): string {
  return `${parts.format(at)} +09:00`;
}

/** `18:00` on the same day, else `04/02 06:00`, which no line end parts. @param at epoch ms */
export function shortTime(at: number, now: number): string {
  const [date = '', time = ''] = parts.format(at).split(' ');
  const clock = time.slice(0, 5);
  const isToday = date === parts.format(now).split(' ')[0];
  return isToday ? clock : `${date.slice(5).replace('-', '/')}\u00a0${clock}`;
}

const STEPS = [
  ['day', DAY_MS],
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1000],
] as const;

/** `3 min ago`, `in 4 hr`. @param at epoch ms */
export function relativeTime(at: number, now: number, language: Language): string {
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'always', style: 'short' });
  const distance = at - now;
  const [unit, ms] = STEPS.find(([, each]) => Math.abs(distance) >= each) ?? ['second', 1000];
  return format.format(Math.trunc(distance / ms), unit);
}

/** Absolute and relative; the full time with its offset stands in the title. */
export function timeOf(at: number, now: number, language: Language): Html {
  return html`<time datetime="${new Date(at).toISOString()}" title="${fullTime(at)}">${shortTime(at, now)} <span class="quiet" data-relative>${relativeTime(at, now, language)}</span></time>`;
}

/** As long as it takes: `3 min`, `2 h`, `4 d`. */
export function ageOf(ms: number, language: Language): string {
  const units = { day: 'day', hour: 'hour', minute: 'minute', second: 'second' } as const;
  const [unit, size] = STEPS.find(([, each]) => ms >= each) ?? ['second', 1000];
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[unit],
    unitDisplay: 'short',
  }).format(Math.max(0, Math.trunc(ms / size)));
}
