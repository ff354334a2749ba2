import { describe, expect, it } from 'vitest';
import { isJapaneseHoliday } from './japanese-holidays.ts';

/** As the Cabinet Office published them, substitute and citizens' holidays included. */
const PUBLISHED: Readonly<Record<number, string>> = {
  2024:
    '01-01 01-08 02-11 02-12 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-15 08-11 08-12 ' +
    '09-16 09-22 09-23 10-14 11-03 11-04 11-23',
  2025:
    '01-01 01-13 02-11 02-23 02-24 03-20 04-29 05-03 05-04 05-05 05-06 07-21 08-11 ' +
    '09-15 09-23 10-13 11-03 11-23 11-24',
  2026:
    '01-01 01-12 02-11 02-23 03-20 04-29 05-03 05-04 05-05 05-06 07-20 08-11 ' +
    '09-21 09-22 09-23 10-12 11-03 11-23',
  2027:
    '01-01 01-11 02-11 02-23 03-21 03-22 04-29 05-03 05-04 05-05 07-19 08-11 ' +
    '09-20 09-23 10-11 11-03 11-23',
};
const DAY_MS = 86_400_000;
/** When offices are closed though the law names no holiday. */
const CLOSED = ['01-02', '01-03', '08-13', '08-14', '08-15', '12-29', '12-30', '12-31'];

const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

describe.each(Object.entries(PUBLISHED))('%s', (year, published) => {
  it('has the holidays of the law and the days when offices are closed, and no others', () => {
    const found: string[] = [];
    for (let day = dayOf(`${year}-01-01`); day <= dayOf(`${year}-12-31`); day++)
      if (isJapaneseHoliday(day)) found.push(new Date(day * DAY_MS).toISOString().slice(5, 10));
    expect(found).toEqual([...new Set([...published.split(' '), ...CLOSED])].sort());
  });
});
