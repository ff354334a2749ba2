import type { Language } from './language.ts';

const LOCALES = { ja: 'ja-JP', en: 'en-GB' } as const;

/** An instant for people, to the minute, with the zone's name: epoch ms in. */
export function localText(at: number, timeZone: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    timeZone,
    year: 'numeric',
    month: language === 'ja' ? 'long' : 'short',
    day: 'numeric',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).format(at);
}

/** `05:12`. */
export function clockText(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at);
}

/** `2015-08-20` as people write it. */
export function dateText(date: string, language: Language): string {
  return new Intl.DateTimeFormat(LOCALES[language], {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
    day: 'numeric',
  }).format(Date.parse(`${date}T00:00:00Z`));
}

export function countText(count: number): string {
  return new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 }).format(count);
}

/** Thousandths of a yen in, whole yen out: nobody is told fractions. */
export function yenText(milliYen: number): string {
  return countText(Math.round(milliYen / 1000));
}
