import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMappingReading } from './mapping-reading.ts';
import { parseMapping } from './parse-mapping.ts';

const NOW = Date.parse('2030-01-01T00:00:00Z');
const TOKYO_MS = 9 * 3_600_000;

/** Letters, and how each encoding writes them: no encoder for the last two comes with Node. */
const LETTERS: Record<string, Record<string, string>> = {
  'utf-8': { 東: 'e69db1', ソ: 'e382bd', ｱ: 'efbdb1' },
  shift_jis: { 東: '938c', ソ: '835c', ｱ: 'b1' },
  'euc-jp': { 東: 'c5ec', ソ: 'a5bd', ｱ: '8eb1' },
};

function encode(text: string, encoding: string): Buffer {
  const letters = LETTERS[encoding] as Record<string, string>;
  const parts = Array.from(text, (letter) => {
    const hex = letters[letter];
    return hex === undefined ? Buffer.from(letter, 'latin1') : Buffer.from(hex, 'hex');
  });
  return Buffer.concat(parts);
}

const TIME_FORMS: Record<string, (ms: number) => string> = {
  epoch: (ms) => String(ms / 1000),
  'epoch-ms': String,
  'epoch-us': (ms) => `${ms}123`,
  rfc3339: (ms) => new Date(ms).toISOString(),
  'YYYY-MM-DD HH:mm:ss.S': (ms) => tokyo(ms).replace('T', ' '),
  'DD.MM.YYYY HH-mm-ss,SSS': (ms) =>
    tokyo(ms).replace(/^(....)-(..)-(..)T(..):(..):(..).(...)$/, '$3.$2.$1 $4-$5-$6,$7'),
  'YYMMDDHHmmss.SSSZ': (ms) => `${tokyo(ms).slice(2).replaceAll(/[-T:]/g, '')}+0900`,
};

const tokyo = (ms: number) => new Date(ms + TOKYO_MS).toISOString().slice(0, -1);

const UNITS: Record<string, (seconds: number) => string> = {
  s: String,
  ms: (seconds) => String(seconds * 1000),
  'h:m:s': (seconds) =>
    [seconds / 3600, (seconds / 60) % 60, seconds % 60].map((part) => Math.floor(part)).join(':'),
};

const text = fc
  .string({
    unit: fc.constantFrom('a', '7', '"', ';', ',', '\t', "'", ' ', '#', '東', 'ソ', 'ｱ'),
    minLength: 1,
    maxLength: 12,
  })
  .map((value) => `x${value}x`);

const form = fc.record({
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  quote: fc.constantFrom('"', "'"),
  encoding: fc.constantFrom(...Object.keys(LETTERS)),
  time: fc.constantFrom(...Object.keys(TIME_FORMS)),
  unit: fc.constantFrom(...Object.keys(UNITS)),
  order: fc.shuffledSubarray(['id', 'from', 'to', 'end', 'secs', 'way'], { minLength: 6 }),
});

const call = fc.record({
  id: text,
  from: text,
  to: text,
  end: fc.integer({ min: Date.UTC(2001, 0, 1), max: Date.UTC(2029, 0, 1) }),
  secs: fc.nat({ max: 30_000 }),
  way: fc.constantFrom('発', '着'),
});

describe('a record written by the inverse of a mapping', () => {
  it('is read as it was', () => {
    fc.assert(
      fc.property(form, fc.array(call, { minLength: 1, maxLength: 4 }), (given, calls) => {
        const { delimiter, quote, encoding, time, unit, order } = given;
        const mapping = parseMapping(
          `format: csv
encoding: ${encoding}
delimiter: ${JSON.stringify(delimiter)}
quote: ${JSON.stringify(quote)}
comment: "#"
fields:
  callId: id
  line: from
  called: to
  endedAt: { column: end, time: ${JSON.stringify(time)} }
  durationSec: { column: secs, unit: "${unit}" }
  direction: { column: way, values: { O: outbound }, otherwise: inbound }`,
          'm.yaml',
        );
        const quoted = (value: string) => quote + value.replaceAll(quote, quote + quote) + quote;
        const write = (values: Record<string, string>) =>
          encode(order.map((name) => quoted(values[name] as string)).join(delimiter), encoding);
        const head = write({
          id: 'id',
          from: 'from',
          to: 'to',
          end: 'end',
          secs: 'secs',
          way: 'way',
        });
        const decode = createMappingReading(mapping).open([head]);
        for (const one of calls) {
          const end = (TIME_FORMS[time] as (ms: number) => string)(one.end);
          const secs = (UNITS[unit] as (seconds: number) => string)(one.secs);
          const line = write({ ...one, end, secs, way: one.way === '発' ? 'O' : 'I' });
          expect(decode(line, 0, line.length, NOW)).toMatchObject({
            outcome: 'ok',
            cdr: {
              callId: one.id,
              line: one.from,
              called: one.to,
              endedAt: one.end,
              durationMs: one.secs * 1000,
              direction: one.way === '発' ? 'outbound' : 'inbound',
            },
          });
        }
      }),
      { numRuns: 500 },
    );
  });
});
