import { describe, expect, it } from 'vitest';
import { timeForms } from './time-forms.ts';

const AT = '2026-11-03T09:05:07Z';

describe('timeForms', () => {
  it.each([
    ['2026-11-03T18:05:07+09:00', 'rfc3339', AT],
    ['1793696707', 'epoch', AT],
    ['1793696707.250', 'epoch', '2026-11-03T09:05:07.250Z'],
    ['1793696707000', 'epoch-ms', AT],
    ['1793696707000000', 'epoch-us', AT],
    ['2026-11-03 09:05:07', 'YYYY-MM-DD HH:mm:ss', AT],
    ['2026/11/3 9:05:07', 'YYYY/M/D H:mm:ss', AT],
    ['2026.11.03T09:05', 'YYYY.MM.DDTHH:mm', '2026-11-03T09:05:00Z'],
    ['20261103090507', 'YYYYMMDDHHmmss', AT],
    ['20261103 090507', 'YYYYMMDD HHmmss', AT],
    ['261103090507', 'YYMMDDHHmmss', AT],
    ['20261103090507.000', 'YYYYMMDDHHmmss.S', AT],
    ['2026年11月3日 9時05分07秒', 'YYYY年M月D日 H時mm分ss秒', AT],
    ['13.11.2026 09:05:07', 'DD.MM.YYYY HH:mm:ss', '2026-11-13T09:05:07Z'],
    ['11/13/2026 9:05:07 PM', 'MM/DD/YYYY h:mm:ss A', '2026-11-13T21:05:07Z'],
    ['Nov 3, 2026 09:05:07', 'MMM D, YYYY HH:mm:ss', AT],
    ['03-Nov-2026 09:05:07', 'DD-MMM-YYYY HH:mm:ss', AT],
    ['2026-11-03 18:05:07 +0900', 'YYYY-MM-DD HH:mm:ss Z', AT],
    ['2026-11-03 09:05:07 UTC', 'YYYY-MM-DD HH:mm:ss [UTC]', AT],
    ['2026/11/03 午後9:05:07', 'YYYY/MM/DD Ah:mm:ss', '2026-11-03T21:05:07Z'],
  ])('%s is %s', (cell, time, at) => {
    const forms = timeForms([cell, '', '-']).filter(({ has }) => has === 'both');
    expect(forms.map((form) => form.time)).toContain(time);
    const form = forms.find((each) => each.time === time);
    expect([...(form?.ms ?? [])]).toEqual([Date.parse(at), Number.NaN, Number.NaN]);
  });

  it.each([
    ['2026/11/03', 'date', 'YYYY/MM/DD'],
    ['20261103', 'date', 'YYYYMMDD'],
    ['09:05:07', 'clock', 'HH:mm:ss'],
    ['9:05', 'clock', 'H:mm'],
    ['090507', 'clock', 'HHmmss'],
  ])('%s has a %s', (cell, has, time) => {
    expect(timeForms([cell])).toContainEqual(expect.objectContaining({ has, time }));
  });

  it('keeps every order of day and month in which all cells can be read', () => {
    const orders = (cells: string[]) => timeForms(cells).map(({ time }) => time);
    expect(orders(['03/04/2026', '05/06/2026'])).toEqual(['DD/MM/YYYY', 'MM/DD/YYYY']);
    expect(orders(['03/04/2026', '25/06/2026'])).toEqual(['DD/MM/YYYY']);
  });

  it.each([['2026-02-30 10:00:00'], ['2026-11-03 25:00:00'], ['0312345678'], ['hello'], ['217']])(
    '%s is no time',
    (cell) => {
      expect(timeForms([cell]).filter(({ has }) => has === 'both')).toEqual([]);
    },
  );
});
