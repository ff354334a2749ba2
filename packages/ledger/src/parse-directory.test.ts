import { DataFileError } from '@sekisho/numbering';
import { describe, expect, it } from 'vitest';
import { parseDirectoryEntries } from './parse-directory.ts';
import { buildKeyOf } from './testing/build-directory.ts';

const HEADER =
  'subscriber,customer,service,lines,kind,critical,language,contact_name,contact_phone,contact_email,valid_from,valid_to';

const parse = (rows: string) => parseDirectoryEntries(`${HEADER}\n${rows}`, 'd.csv', buildKeyOf);

function problems(rows: string): unknown[] {
  try {
    return [parse(rows)];
  } catch (error) {
    if (!(error instanceof DataFileError)) throw error;
    return error.problems.map(({ line, key }) => [line, key]);
  }
}

describe('parseDirectoryEntries', () => {
  it('reads a row', () => {
    const row =
      'C1,"若葉, 商事",phone, 0311110001;;sip-1;sip-1 ,hotel,1,en,A,+81311110001,a@b.jp,2026-04-01,2026-05-01T00:00:00Z\n';
    expect(parse(row)).toEqual([
      {
        subscriber: 'C1',
        customer: '若葉, 商事',
        service: 'phone',
        lines: ['0311110001', 'sip-1'],
        kind: 'hotel',
        critical: true,
        language: 'en',
        contactName: 'A',
        contactPhone: '+81311110001',
        contactEmail: 'a@b.jp',
        validFrom: Date.parse('2026-04-01T00:00:00+09:00'),
        validTo: Date.parse('2026-05-01T00:00:00Z'),
      },
    ]);
  });

  it.each([
    ['no subscriber', ',,,,,,,,,,,', [[2, 'subscriber']]],
    ['one that is too long', `${'x'.repeat(65)},,,,,,,,,,,`, [[2, 'subscriber']]],
    ['a kind that is none', 'A,,,,castle,,,,,,,', [[2, 'kind']]],
    ['critical that is neither', 'A,,,,,yes,,,,,,', [[2, 'critical']]],
    ['a language that is neither', 'A,,,,,,fr,,,,,', [[2, 'language']]],
    ['a date that is none', 'A,,,,,,,,,,2026-02-30,', [[2, 'valid_from']]],
    ['an end before its beginning', 'A,,,,,,,,,,2026-04-02,2026-04-01', [[2, 'valid_to']]],
    ['characters that are none', 'A,a\u0000b,,,,,,,,,,', [[2, 'customer']]],
    ['a subscriber of two lines', '"A\nB",,,,,,,,,,,', [[2, 'subscriber']]],
    ['what a wrong encoding leaves', 'A,,,\uFFFD,,,,,,,,', [[2, 'lines']]],
    ['a line that is too long', `A,,,${'1'.repeat(257)},,,,,,,,`, [[2, 'lines']]],
    ['a line held twice', 'A,,,0311110001,,,,,,,,\nB,,,+81311110001,,,,,,,,', [[3, 'lines']]],
    ['a subscriber twice', 'A,,,,,,,,,,,\nA,,,,,,,,,,2026-04-01,', [[3, 'subscriber']]],
  ])('refuses %s', (_, rows, where) => {
    expect(problems(rows)).toEqual(where);
  });

  it('takes a name of two lines', () => {
    expect(parse('A,"若葉\n商事",,,,,,,,,,')).toMatchObject([{ customer: '若葉\n商事' }]);
  });

  it('lets a line change hands at an instant, and be written twice in one row', () => {
    const rows = 'A,,,0311110001;+81311110001,,,,,,,,2026-04-01\nB,,,0311110001,,,,,,,2026-04-01,';
    expect(parse(rows)).toHaveLength(2);
  });
});
