import { isJapaneseHoliday } from '@sekisho/rules';
import type { ClosedDays } from './desk.ts';

const DAY_MS = 86_400_000;
/** As month × 100 + day. */
const YEAR_END = new Set([1229, 1230, 1231, 101, 102, 103]);
const BON = new Set([813, 814, 815]);
const NEW_YEAR = 101;

/**
 * Whether a day is one of those.
 * @param day days since 1970-01-01 where the desk is
 */
export function isClosedDay(day: number, closed: readonly ClosedDays[]): boolean {
  const date = new Date(day * DAY_MS);
  const monthDay = (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
  return closed.some((kind) => {
    if (kind === 'year-end') return YEAR_END.has(monthDay);
    if (kind === 'bon') return BON.has(monthDay);
    return isPublicHoliday(day, monthDay);
  });
}

// The days around New Year and Bon are no holidays by law, but for New Year's Day itself.
function isPublicHoliday(day: number, monthDay: number): boolean {
  if (monthDay === NEW_YEAR) return true;
  return isJapaneseHoliday(day) && !YEAR_END.has(monthDay) && !BON.has(monthDay);
}
