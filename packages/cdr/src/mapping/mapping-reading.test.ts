import { describe, expect, it } from 'vitest';
import type { DecoderOptions } from '../decoder-options.ts';
import { createMappingReading } from './mapping-reading.ts';
import { parseMapping } from './parse-mapping.ts';

const NOW = Date.parse('2026-01-06T00:00:00Z');
const END = Date.parse('2026-01-05T09:01:05Z');

interface Given {
  mapping: string;
  lines: (string | Buffer)[];
  options?: DecoderOptions;
}

/** Reads all lines as one file, the head first; a record as the fields asked for. */
function read({ mapping, lines, options = {} }: Given, ...fields: string[]) {
  const reading = createMappingReading(parseMapping(mapping, 'm.yaml'), options);
  const buffers = lines.map((line) => Buffer.from(line));
  let count = 0;
  while (reading.headLines(buffers.slice(0, count)) > count) count++;
  const decode = reading.open(buffers.slice(0, count));
  return buffers.slice(count).map((line) => {
    const decoded = decode(line, 0, line.length, NOW);
    if (decoded.outcome === 'skip') return 'skip';
    if (decoded.outcome === 'reject') return `${decoded.reason} ${decoded.field}`;
    const cdr: object = decoded.cdr;
    return fields.map((field) => cdr[field as keyof typeof cdr]);
  });
}

const CSV = `format: csv
fields: { callId: id, line: from, called: to, endedAt: end`;

describe('a mapping of CSV', () => {
  it('finds columns by the header, in any order, with blanks around', () => {
    const lines = [' end ,id,"from",to', '2026-01-05T09:01:05Z, a ,"1,2",3'];
    expect(read({ mapping: `${CSV} }`, lines }, 'callId', 'line', 'called', 'at')).toEqual([
      ['a', '1,2', '3', END],
    ]);
  });

  it('finds columns by number', () => {
    const mapping = 'format: csv\nheader: false\nfields: { callId: 2, line: 1, endedAt: 4 }';
    const lines = ['1,a,x,2026-01-05T09:01:05Z', '1,a,x'];
    expect(read({ mapping, lines }, 'callId', 'line')).toEqual([['a', '1'], 'not-csv null']);
  });

  it('finds columns by the names that the mapping gives', () => {
    const mapping = `format: tsv\ncolumns: [id, from, to, end]\n${CSV.split('\n')[1]} }`;
    expect(read({ mapping, lines: ['a\t1\t"2"\t2026-01-05T09:01:05Z'] }, 'called')).toEqual([
      ['"2"'],
    ]);
  });

  it('leaves out lines at the head, comments and rows that are no calls', () => {
    const mapping = `format: csv
skipLines: 2
comment: "#"
only: [{ column: kind, values: [CALL, FWD] }]
fields: { callId: id, line: from, endedAt: end }`;
    const row = (kind: string) => `${kind},a,1,2026-01-05T09:01:05Z`;
    const lines = ['Title', 'made,at', '# x', 'kind,id,from,end', row('CALL'), '#', row('SMS')];
    expect(
      read({ mapping, lines: [...lines, row(' FWD '), 'TOTAL,4', 'CALL,a'] }, 'callId'),
    ).toEqual([['a'], 'skip', 'skip', ['a'], 'skip', 'not-csv null']);
  });

  it('refuses rows with more values than columns, but for empty ones', () => {
    const lines = ['id,from,to,end', 'a,1,2,2026-01-05T09:01:05Z,', 'a,1,2,2026-01-05T09:01:05Z,x'];
    expect(read({ mapping: `${CSV} }`, lines }, 'callId')).toEqual([['a'], 'not-csv null']);
  });

  it.each([
    [['id,from,to'], /lacks “end”; it names “id”, “from”, “to”$/],
    [['id,id,from'], /has “id” 2 times, write its number; lacks “to”; lacks “end”/],
    [[Buffer.from([0xff, 0xfe])], /header is not utf-8/],
    [['"id'], /quotes that do not fit/],
  ])('refuses the header %j', (lines, message) => {
    const given = { mapping: `${CSV} }`, lines };
    expect(() => read(given)).toThrow(message);
    expect(() => read(given)).toThrow(expect.objectContaining({ code: 'head-unusable' }));
  });

  it('names the column at fault as the file does', () => {
    const mapping = `format: csv
timeZone: Asia/Tokyo
fields:
  callId: 通話ID
  line: 発番号
  direction: { column: 方向, values: { 発: outbound, 着: inbound } }
  startedAt: { columns: [日付, 時刻], time: YYYYMMDD HHmmss }
  endedAt: { column: 7, time: epoch }
  durationSec: 秒
  costJpy: { column: 料金, decimal: "," }
  cause: 理由`;
    const head = '通話ID,発番号,方向,日付,時刻,秒,終了,料金,理由';
    const good = ['a', '1', '発', '20260105', '180005', '60', String(END / 1000), '"1,5"', '16'];
    const lines = [head, good.join(',')];
    for (let i = 0; i < good.length; i++) lines.push(good.with(i, 'zz'.repeat(80)).join(','));
    lines.push(good.with(0, '').join(','), good.with(1, '').join(','), good.with(6, '').join(','));
    expect(read({ mapping, lines }, 'callId', 'durationMs', 'costMilliYen')).toEqual([
      ['a', 60_000, 1500],
      'bad-field 通話ID',
      ['a', 60_000, 1500],
      'bad-field 方向',
      'bad-time 日付, 時刻',
      'bad-time 日付, 時刻',
      'bad-field 秒',
      'bad-time column 7',
      'bad-field 料金',
      'bad-field 理由',
      'missing-field 通話ID',
      'missing-field 発番号',
      'missing-field column 7',
    ]);
  });
});

describe('values', () => {
  const of = (field: string, ...values: string[]) =>
    read(
      {
        mapping: `${CSV}, ${field} }`,
        lines: [
          'id,from,to,end,x',
          ...values.map((value) => `a,1,2,2026-01-05T09:01:05Z,${value}`),
        ],
      },
      field.split(':')[0] as string,
    );

  it('are absent where they mean nothing', () => {
    expect(
      of('trunk: { column: x, absent: ["-", NULL, 00] }', '-', 'NULL', '00', '', '0', ' t '),
    ).toEqual([[undefined], [undefined], [undefined], [undefined], ['0'], ['t']]);
  });

  it('come out of a pattern, or are absent', () => {
    expect(of('trunk: { column: x, pattern: "^T(\\\\d*)$" }', 'T12', 'T', 'X')).toEqual([
      ['12'],
      [undefined],
      [undefined],
    ]);
  });

  it('are refused where a pattern would have to search for long', () => {
    const began = performance.now();
    const pattern = 'trunk: { column: x, pattern: "^(.*?)#*$" }';
    const long = '#'.repeat(60_000);
    expect(of(pattern, `${long}x`, long)).toEqual(['bad-field x', 'bad-field x']);
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it('are translated, or refused by their column', () => {
    expect(
      of('direction: { column: x, values: { 1: outbound, I: inbound } }', '1', 'I', '2', ''),
    ).toEqual([['outbound'], ['inbound'], 'bad-field x', [undefined]]);
    expect(
      of('barred: { column: x, values: { BARRED: true }, otherwise: false }', 'BARRED', 'y'),
    ).toEqual([[true], [false]]);
    expect(of('barred: x', 'true', '1', 'false', '0', 'no')).toEqual([
      [true],
      [true],
      [false],
      [false],
      'bad-field x',
    ]);
    expect(of('service: { constant: hikari }', '')).toEqual([['hikari']]);
    expect(of('cause: { column: x, values: { BUSY: 17 } }', 'BUSY')).toEqual([[17]]);
  });
});

describe('times', () => {
  const zoned = (fields: string, head: string, row: string, options: DecoderOptions = {}) =>
    read(
      {
        mapping: `format: csv\nfields: { callId: id, line: from, ${fields} }`,
        lines: [`id,from,${head}`, `a,1,${row}`],
        options,
      },
      'startedAt',
      'answeredAt',
      'endedAt',
      'at',
    )[0];

  it.each([
    ['epoch', '1767603665', END],
    ['epoch', '1767603665.9996', END + 999],
    ['epoch-ms', '1767603665000.7', END],
    ['epoch-us', '1767603665000999', END],
    ['rfc3339', '2026-01-05T18:01:05+09:00', END],
    ['YYYY-MM-DD HH:mm:ss', '2026-01-05 18:01:05', END],
    ['YYYY-MM-DD HH:mm:ssZ', '2026-01-05 09:01:05+0000', END],
  ])('%s of %s', (form, text, endedAt) => {
    expect(zoned(`endedAt: { column: e, time: "${form}" }`, 'e', text)).toEqual([
      undefined,
      undefined,
      endedAt,
      endedAt,
    ]);
  });

  it.each(['', 'x', '-1', '0', '1e12'])('epoch is none in %j', (text) => {
    expect(zoned('endedAt: { column: e, time: epoch }', 'e', text)).toMatch(
      /^(?:bad-time|missing-field) e$/,
    );
  });

  it('of a stop without a mapped end end with the duration', () => {
    const begin = 'startedAt: s, answeredAt: n, durationSec: d';
    expect(zoned(begin, 's,n,d', '2026-01-05T09:00:00Z,2026-01-05T09:00:05Z,60')).toEqual([
      END - 65_000,
      END - 60_000,
      END,
      END,
    ]);
    expect(zoned(begin, 's,n,d', '2026-01-05T09:00:00Z,,0')).toEqual([
      END - 65_000,
      undefined,
      END - 65_000,
      END - 65_000,
    ]);
    expect(zoned(begin, 's,n,d', '2026-01-05T09:00:00Z,,')).toEqual([
      END - 65_000,
      undefined,
      END - 65_000,
      END - 65_000,
    ]);
    expect(zoned(begin, 's,n,d', ',,5')).toBe('missing-field s');
    expect(zoned(begin, 's,n,d', '2026-01-05T09:00:00Z,,x')).toBe('bad-field d');
    expect(zoned(begin, 's,n,d', 'x,,5')).toBe('bad-time s');
  });

  it('of a start need no end', () => {
    const fields = 'event: v, called: from, startedAt: s, answeredAt: n, durationSec: d';
    expect(zoned(fields, 'v,s,n,d', 'start,2026-01-05T09:01:05Z,,0')).toEqual([
      END,
      undefined,
      undefined,
      END,
    ]);
  });

  // The clocks of Berlin went back from 3 to 2 on 2025-10-26.
  it('that can mean two instants are settled by the duration', () => {
    const fields =
      'startedAt: { column: s, time: "YYYY-MM-DD HH:mm" }, endedAt: { column: e, time: "YYYY-MM-DD HH:mm" }, durationSec: d';
    const berlin = { timeZone: 'Europe/Berlin' };
    const row = '2025-10-26 02:30,2025-10-26 02:40';
    const summer = Date.parse('2025-10-26T00:30:00Z');
    expect(zoned(fields, 's,e,d', `${row},600`, berlin)?.slice(0, 3)).toEqual([
      summer,
      undefined,
      summer + 600_000,
    ]);
    expect(zoned(fields, 's,e,d', `${row},4200`, berlin)?.slice(0, 3)).toEqual([
      summer,
      undefined,
      summer + 4_200_000,
    ]);
  });

  it('are in the zone of the mapping, else of the options, else of Tokyo', () => {
    const lines = ['id,from,e', 'a,1,2026-01-05 09:01:05'];
    const at = (zone: string, timeZone?: string) =>
      read(
        {
          mapping: `format: csv\n${zone}fields: { callId: id, line: from, endedAt: { column: e, time: "YYYY-MM-DD HH:mm:ss" } }`,
          lines,
          options: { timeZone },
        },
        'at',
      )[0];
    expect(at('')).toEqual([END - 9 * 3_600_000]);
    expect(at('', 'UTC')).toEqual([END]);
    expect(at('timeZone: UTC\n', 'Asia/Tokyo')).toEqual([END]);
  });
});

describe('encodings', () => {
  const mapping = (encoding: string) =>
    `format: csv\nencoding: ${encoding}\nfields: { callId: id, line: 番号, endedAt: end }`;
  // 番号 and ソ, whose second byte is a backslash, in each.
  it.each([
    ['shift_jis', '94d48d86', '835c'],
    ['euc-jp', 'c8d6b9e6', 'a5bd'],
    ['utf-8', 'e795aae58fb7', 'e382bd'],
  ])('%s', (encoding, name, letter) => {
    const bytes = (before: string, hex: string, behind: string) =>
      Buffer.concat([Buffer.from(before), Buffer.from(hex, 'hex'), Buffer.from(behind)]);
    const lines = [
      bytes('id,', name, ',end'),
      bytes('"', letter, '",1,2026-01-05T09:01:05Z'),
      bytes('', 'ff', ',1,2026-01-05T09:01:05Z'),
    ];
    const fault = encoding === 'utf-8' ? 'not-utf8 null' : 'not-encoded null';
    expect(read({ mapping: mapping(encoding), lines }, 'callId')).toEqual([['ソ'], fault]);
  });
});

describe('a mapping of fixed columns', () => {
  const mapping = `format: fixed
encoding: shift_jis
comment: "*"
columns: { id: 1-4, from: 5-10, end: 11-30, name: 31-36 }
fields: { callId: id, line: from, endedAt: end, trunk: name }`;

  it('cuts by bytes', () => {
    const row = (name: Buffer) =>
      Buffer.concat([Buffer.from('a   000001'), Buffer.from('2026-01-05T09:01:05Z'), name]);
    const tokyo = Buffer.from('938c8b9e', 'hex');
    const lines = [
      row(tokyo),
      row(Buffer.concat([tokyo, Buffer.from('  more')])),
      row(Buffer.from('')),
      row(Buffer.from('938c8b9e20938c', 'hex')),
      '* comment',
      'a',
    ];
    expect(read({ mapping, lines }, 'callId', 'line', 'trunk')).toEqual([
      ['a', '000001', '東京'],
      ['a', '000001', '東京'],
      ['a', '000001', undefined],
      'not-encoded null',
      'skip',
      'missing-field from',
    ]);
  });
});

describe('a mapping of JSON', () => {
  const mapping = `format: json
fields:
  callId: id
  line: { column: legs.0.from }
  called: "legs.0.to.number"
  endedAt: end
  durationSec: { column: ms, unit: ms }
  barred: blocked
  trunk: a.b`;
  const row = (more: object) =>
    JSON.stringify({ id: 'a', end: END, legs: [{ from: 311, to: { number: '2' } }], ...more });

  it('follows paths, and takes numbers and truth values as they are', () => {
    const lines = [
      row({ ms: 1500, blocked: true, a: { b: 't' } }),
      row({ 'a.b': 'dotted', ms: '2000', blocked: null }),
    ];
    expect(
      read({ mapping, lines }, 'callId', 'line', 'called', 'at', 'durationMs', 'barred', 'trunk'),
    ).toEqual([
      ['a', '311', '2', END, 1500, true, 't'],
      ['a', '311', '2', END, 2000, false, 'dotted'],
    ]);
  });

  it('keeps ids that are larger than any number', () => {
    const text = row({}).replace('"a"', '1234567890123456789');
    expect(read({ mapping, lines: [text] }, 'callId')).toEqual([['1234567890123456789']]);
  });

  it.each([
    ['[1', 'not-json null'],
    ['[1]', 'not-object null'],
    [row({ id: {} }), 'bad-field id'],
    [row({ id: [1] }), 'bad-field id'],
    [row({ legs: 'x' }), 'missing-field legs.0.from'],
    [row({ end: {} }), 'bad-time end'],
    [row({ ms: false }), 'bad-field ms'],
    ['{"outcome":"reject","reason":"x"}', 'missing-field id'],
    ['{"__proto__":{"id":"a"}}', 'missing-field id'],
  ])('%s is %s', (text, expected) => {
    expect(read({ mapping, lines: [text] })).toEqual([expected]);
  });
});

describe('what the options say', () => {
  const lines = [
    'id,from,to,end,dir',
    'a,1,0010,2026-01-05T09:01:05Z,outbound',
    'a,1,0010,2026-01-05T09:01:05Z,inbound',
  ];
  const cut = (called: string, digits: string) => called.slice(digits.length);

  it.each([
    ['', {}, 'default'],
    ['source: m\n', {}, 'm'],
    ['source: m\n', { source: 'o' }, 'o'],
  ])('names the source: %j %j', (key, options, expected) => {
    expect(read({ mapping: key + CSV.concat(' }'), lines, options }, 'source')[0]).toEqual([
      expected,
    ]);
  });

  it('cuts outside lines of outbound legs alone', () => {
    const mapping = `outsideLine: "0"\n${CSV}, direction: dir }`;
    expect(read({ mapping, lines, options: { cutOutsideLine: cut } }, 'called')).toEqual([
      ['010'],
      ['0010'],
    ]);
    const options = { cutOutsideLine: cut, outsideLine: '00' };
    expect(read({ mapping, lines, options }, 'called')).toEqual([['10'], ['0010']]);
    expect(() => read({ mapping, lines })).toThrow(TypeError);
  });

  it.each([{ source: '' }, { timeZone: 'Mars' }, { outsideLine: 'x' }])('refuses %j', (options) => {
    expect(() => read({ mapping: `${CSV} }`, lines, options })).toThrow(RangeError);
  });
});
