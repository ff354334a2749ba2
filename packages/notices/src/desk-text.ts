import { type ClosedDays, type Desk, type OpeningHours, WEEKDAYS, type Weekday } from './desk.ts';
import { isOpen, opensAt } from './desk-hours.ts';
import type { Language } from './language.ts';
import { localText } from './local-text.ts';

const DAY_NAMES: Record<Language, Record<Weekday, string>> = {
  ja: { sun: '日', mon: '月', tue: '火', wed: '水', thu: '木', fri: '金', sat: '土' },
  en: { sun: 'Sun', mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat' },
};
const CLOSED_NAMES: Record<Language, Record<ClosedDays, string>> = {
  ja: { 'public-holidays': '祝日', 'year-end': '年末年始', bon: 'お盆' },
  en: {
    'public-holidays': 'Japanese public holidays',
    'year-end': 'the days around New Year',
    bon: 'the Bon days in August',
  },
};
/** From Monday: offices do not count from Sunday. */
const ORDER: readonly Weekday[] = [...WEEKDAYS.slice(1), WEEKDAYS[0]];

/** When a desk is open, in words. */
export function hoursText({ open, closed }: Desk, language: Language): string {
  const hours = open.map((each) => oneText(each, language)).join(language === 'ja' ? '、' : ', ');
  if (closed.length === 0) return hours;
  const names = closed.map((kind) => CLOSED_NAMES[language][kind]);
  return language === 'ja'
    ? `${hours}（${names.join('、')}を除く）`
    : `${hours}, except ${names.join(' and ')}`;
}

/** Whether it can be reached now, and if not, when. */
export function reachText(desk: Desk, at: number, language: Language): string {
  if (isOpen(desk, at)) return language === 'ja' ? 'ただいま受付中です' : 'open now';
  const next = opensAt(desk, at);
  if (next === undefined) return language === 'ja' ? '受付時間外です' : 'closed now';
  const when = localText(next, desk.timeZone, language);
  return language === 'ja' ? `受付時間外です。次の受付開始 ${when}` : `closed now; opens ${when}`;
}

function oneText({ days, from, to }: OpeningHours, language: Language): string {
  return `${daysText(days, language)} ${minuteText(from)}–${minuteText(to)}`;
}

function daysText(days: readonly Weekday[], language: Language): string {
  const places = ORDER.flatMap((day, place) => (days.includes(day) ? [place] : []));
  const [first = 0, last = 0] = [places[0], places.at(-1)];
  const name = (place: number) => DAY_NAMES[language][ORDER[place]!];
  if (places.length === WEEKDAYS.length) return language === 'ja' ? '毎日' : 'daily';
  const isRun = places.length > 2 && last - first === places.length - 1;
  if (isRun) return `${name(first)}${language === 'ja' ? '～' : '–'}${name(last)}`;
  return places.map(name).join(language === 'ja' ? '・' : ', ');
}

function minuteText(minute: number): string {
  return `${Math.floor(minute / 60)}:${String(minute % 60).padStart(2, '0')}`;
}
