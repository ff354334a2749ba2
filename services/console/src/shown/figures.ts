import type { CaseFacts } from '@sekisho/ledger';
import type { Language } from '../words/language.ts';

const names = {
  ja: new Intl.DisplayNames('ja', { type: 'region' }),
  en: new Intl.DisplayNames('en', { type: 'region' }),
};

/** The name of a country key: ISO alpha-2, or `+881` where there is no such code. */
export function countryName(key: string, language: Language): string {
  return /^[A-Z]{2}$/.test(key) ? (names[language].of(key) ?? key) : key;
}

export function yen(amount: number): string {
  return `¥${Math.round(amount).toLocaleString('en')}`;
}

/** As observed by a rule or a piece of evidence: up to two decimals. */
export function figure(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 100 ? 2 : 0 });
}

/** `1:05`, `1:02:05`. */
export function talkTime(seconds: number): string {
  const whole = Math.round(seconds);
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

const MINUTE_MS = 60_000;

/** From the first call to the last, at least one. */
export function minutesOf({ firstAt, lastAt }: CaseFacts): number {
  return Math.max(1, Math.round((lastAt - firstAt) / MINUTE_MS));
}

export function yenPerMinute(facts: CaseFacts): string {
  return yen(facts.costMilliYen / 1000 / minutesOf(facts));
}
