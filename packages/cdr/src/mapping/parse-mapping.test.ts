import { describe, expect, it } from 'vitest';
import { MappingError } from './mapping-error.ts';
import { parseMapping } from './parse-mapping.ts';

const FIELDS = 'fields: { callId: id, line: from, endedAt: end }';

function faults(text: string): string[] {
  try {
    parseMapping(text, 'm.yaml');
  } catch (error) {
    if (!(error instanceof MappingError)) throw error;
    expect(error.code).toBe('mapping-invalid');
    return error.message.split('\n');
  }
  return [];
}

describe('parseMapping', () => {
  it.each([
    [`format: csv\n${FIELDS}`, { delimiter: ',', quote: '"', header: true, encoding: 'utf-8' }],
    [`format: tsv\n${FIELDS}`, { delimiter: '\t', quote: '', header: true }],
    [`format: tsv\nquote: "'"\n${FIELDS}`, { quote: "'" }],
    [`format: json\n${FIELDS}`, { header: false, only: [], skipLines: 0 }],
    [`format: csv\ncolumns: [id, from, end]\n${FIELDS}`, { header: false }],
    [`format: fixed\ncolumns: { id: 1-2, from: 3-4, end: 5-9 }\n${FIELDS}`, { header: false }],
    [`format: csv\noutsideLine: 0\n${FIELDS}`, { outsideLine: '0' }],
    [`format: csv\nheader: false\nfields: { callId: 1, line: 2, endedAt: 3 }`, { header: false }],
  ])('fills in what %j leaves out', (text, expected) => {
    expect(parseMapping(text, 'm.yaml')).toMatchObject(expected);
  });

  it('keeps what YAML takes for numbers as it is written', () => {
    const { only, fields } = parseMapping(
      `format: csv
only: [{ column: kind, values: [01, NULL, TRUE, 5, 12345678901234567890] }]
fields:
  callId: id
  line: { column: from, absent: [00, ~], values: { 01: 0312345678 } }
  endedAt: end
  costJpy: { column: yen, factor: 0.10 }`,
      'm.yaml',
    );
    expect(only[0]?.values).toEqual(['01', 'NULL', 'TRUE', '5', '12345678901234567890']);
    expect(fields.line).toMatchObject({ absent: ['00', '~'], values: { '01': '0312345678' } });
    expect(fields.costJpy?.factor).toBe(0.1);
  });

  it.each([
    'fields: { direction: { column: d, values: { "__proto__": inbound } } }',
    'columns: { __proto__: 1-2 }',
  ])('refuses the one name that would be lost without a word in %s', (text) => {
    expect(faults(`format: csv\n${text}`)).toEqual([
      'm.yaml:2: __proto__: is no name that can be used; take another',
    ]);
  });

  it('tells all faults at once, each with its line, key and mend', () => {
    const text = `format: csv
delimiter: ";;"
colour: red
fields:
  called: { column: to, unit: s }
  startedAt: { column: begin, time: YYYYMM }
  subscriber: { column: trunk, pattern: "^T(" }
  direction: { column: dir, values: { 1: out } }`;
    expect(faults(text).map((fault) => fault.split(';')[0])).toEqual([
      'm.yaml:1: has unknown keys colour',
      'm.yaml:2: delimiter: is not one character',
      'm.yaml:5: fields.called: cannot have unit',
      'm.yaml:6: fields.startedAt.time: is no form of a time',
      'm.yaml:7: fields.subscriber.pattern: is no regular expression',
      'm.yaml:8: fields.direction.values.1: is none of these',
    ]);
    for (const fault of faults(text)) expect(fault).toMatch(/; (?:write|take|check|called may)/);
  });

  it.each([
    ['format: {', 'm.yaml:1: Flow map'],
    ['', 'm.yaml:1: is no mapping'],
    ['- 1', 'm.yaml:1: is no mapping'],
    ['format: csv', 'm.yaml:1: fields: is no table'],
    [`format: csv\nfields: { called: to }`, 'm.yaml:2: fields: lacks callId'],
    [`format: csv\nfields: { callId: id, endedAt: end }`, 'm.yaml:2: fields: lacks subscriber'],
    [
      `format: csv\nfields: { callId: id, line: a, startedAt: b }`,
      'm.yaml:2: fields: lacks endedAt',
    ],
    [
      'format: csv\nfields: { callId: id, line: a, event: { constant: start } }',
      'm.yaml:2: fields: lacks times',
    ],
    [
      `format: csv\nheader: false\n${FIELDS}`,
      'm.yaml:3: fields.callId.column: “id” is named nowhere',
    ],
    [
      `format: csv\ncolumns: [id, from]\n${FIELDS}`,
      'm.yaml:3: fields.endedAt.column: “end” is none of the columns',
    ],
    [
      `format: csv\ncolumns: [id, id, from, end]\n${FIELDS}`,
      'm.yaml:3: fields.callId.column: “id” is the name of 2 columns',
    ],
    [
      'format: csv\ncolumns: [id]\nfields: { callId: 1, line: 1, endedAt: 2 }',
      'm.yaml:3: fields.endedAt.column: is number 2 of 1 columns',
    ],
    [
      `format: csv\nheader: true\ncolumns: [id, from, end]\n${FIELDS}`,
      'm.yaml:3: columns: are named',
    ],
    [
      `format: csv\nencoding: euc-jp\ncomment: 注\n${FIELDS}`,
      'm.yaml:3: comment: does not go with euc-jp',
    ],
    [`format: csv\nquote: ","\n${FIELDS}`, 'm.yaml:2: quote: is the delimiter too'],
    [`format: csv\ndelimiter: "\\n"\n${FIELDS}`, 'm.yaml:2: delimiter: ends a line'],
    [`format: csv\ntimeZone: Mars\n${FIELDS}`, 'm.yaml:2: timeZone: is no zone'],
    [`format: csv\noutsideLine: x\n${FIELDS}`, 'm.yaml:2: outsideLine: is not 1 to 4 digits'],
    [`format: csv\nsource: ""\n${FIELDS}`, 'm.yaml:2: source: is no source'],
    [`format: csv\ncolumns: { id: 1-2 }\n${FIELDS}`, 'm.yaml:2: columns: has bytes'],
    [`format: fixed\n${FIELDS}`, 'm.yaml:1: columns: names no bytes'],
    [
      `format: fixed\ncolumns: { id: 2-1, from: 3-4, end: 5-6 }\n${FIELDS}`,
      'm.yaml:2: columns.id: ends before it begins',
    ],
    [
      `format: fixed\nheader: true\ncolumns: { id: 1-2 }\n${FIELDS}`,
      'm.yaml:2: header: has no meaning',
    ],
    [`format: json\ndelimiter: ";"\n${FIELDS}`, 'm.yaml:2: delimiter: has no meaning in json'],
    [`format: json\nencoding: shift_jis\n${FIELDS}`, 'm.yaml:2: encoding: does not go with json'],
    [
      'format: csv\nfields: { callId: { column: a, constant: b }, line: a, endedAt: e }',
      'm.yaml:2: fields.callId: needs exactly one',
    ],
    [
      'format: csv\nfields: { callId: a, line: { column: a, otherwise: b }, endedAt: e }',
      'm.yaml:2: fields.line.otherwise: has no values',
    ],
    [
      'format: csv\nfields: { callId: a, line: { column: 0 }, endedAt: e }',
      'm.yaml:2: fields.line.column',
    ],
    [
      'format: csv\nfields: { callId: a, line: { column: a, pattern: x }, endedAt: e }',
      'm.yaml:2: fields.line.pattern: has no group',
    ],
  ])('refuses %j', (text, expected) => {
    expect(faults(text).join('\n')).toContain(expected);
  });

  it('refuses aliases that multiply', () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `a${i}: &a${i} [${`*a${i - 1},`.repeat(9)}]`,
    );
    expect(faults(`a: &a-1 [x]\n${levels.join('\n')}`).join()).toMatch(/alias/i);
  });
});
