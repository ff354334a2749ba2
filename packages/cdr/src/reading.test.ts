import { describe, expect, it } from 'vitest';
import { createDecoder } from './reading.ts';
import { buildCdrJson } from './testing.ts';

const ROW =
  '"C1","1","010442079460000","","","a","b","","","2026-01-05 09:00:00","","2026-01-05 09:00:10",10,0,"BUSY",3';
const DOCUMENT = '{"variables":{"uuid":"u","accountcode":"C1","end_epoch":"1767603600"}}';
const RECORD = JSON.stringify(buildCdrJson({ source: undefined }));

describe('createDecoder', () => {
  it.each([
    ['ndjson', RECORD, undefined, 'default'],
    ['ndjson', RECORD, 'feed', 'feed'],
    ['asterisk-csv', ROW, undefined, 'asterisk'],
    ['asterisk-csv', ROW, 'pbx1', 'pbx1'],
    ['freeswitch-json', DOCUMENT, undefined, 'freeswitch'],
    ['freeswitch-json', DOCUMENT, 'fs1', 'fs1'],
  ] as const)('%s names its source', (format, text, source, expected) => {
    const bytes = Buffer.from(text);
    const decoded = createDecoder(format, { source })(bytes, 0, bytes.length, Date.now());
    expect(decoded.outcome === 'ok' && decoded.cdr.source).toBe(expected);
  });

  it.each([
    ['Asia/Tokyo', '2026-01-05T00:00:10Z'],
    [undefined, '2026-01-05T00:00:10Z'],
    ['UTC', '2026-01-05T09:00:10Z'],
  ])('reads local times in %s', (timeZone, expected) => {
    const bytes = Buffer.from(ROW);
    const decoded = createDecoder('asterisk-csv', { timeZone })(bytes, 0, bytes.length, Date.now());
    expect(decoded.outcome === 'ok' && decoded.cdr.at).toBe(Date.parse(expected));
  });

  it.each([{ timeZone: 'Mars/Olympus' }, { source: '' }, { source: 'x'.repeat(65) }])(
    'refuses %j',
    (options) => {
      expect(() => createDecoder('asterisk-csv', options)).toThrow(RangeError);
    },
  );
});
