import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMappingReading } from '../mapping/mapping-reading.ts';
import { resolveTimes } from '../resolve-times.ts';
import { inspect } from './inspect.ts';
import { NOW } from './testing.ts';

const TOKYO_MS = 9 * 3_600_000;

interface Call {
  line: string;
  called: string;
  start: number;
  ringMs: number;
  talkMs: number;
}

const call: fc.Arbitrary<Call> = fc.record({
  line: fc.constantFrom('0312345601', '0312345602', '05012345603'),
  called: fc.oneof(
    fc.integer({ min: 1000, max: 9999 }).map((n) => `01044207946${n}`),
    fc.integer({ min: 1000, max: 9999 }).map((n) => `0033010121255${n}0`),
    fc.integer({ min: 1000, max: 9999 }).map((n) => `066123${n}`),
    fc.integer({ min: 10_000, max: 99_999 }).map((n) => `090123${n}`),
  ),
  start: fc
    .integer({ min: 0, max: 25 * 86_400 })
    .map((seconds) => Date.UTC(2026, 9, 3) + seconds * 1000),
  ringMs: fc.integer({ min: 1, max: 20 }).map((seconds) => seconds * 1000),
  talkMs: fc.integer({ min: 30, max: 3000 }).map((seconds) => seconds * 1000),
});

const wall = (ms: number) => new Date(ms + TOKYO_MS).toISOString();

/** Ways to write a time of day in Japan, each with a day above 12 somewhere. */
const times: Record<string, (ms: number) => string> = {
  epoch: (ms) => String(ms / 1000),
  'epoch-ms': String,
  rfc3339: (ms) => wall(ms).replace('.000Z', '+09:00'),
  dashes: (ms) => wall(ms).slice(0, 19).replace('T', ' '),
  slashes: (ms) => wall(ms).slice(0, 19).replace('T', ' ').replaceAll('-', '/'),
  bare: (ms) => wall(ms).slice(0, 19).replace(/\D/g, ''),
  'day first': (ms) => wall(ms).replace(/^(\d+)-(\d+)-(\d+)T(.{8}).*/, '$3.$2.$1 $4'),
  'month first': (ms) => wall(ms).replace(/^(\d+)-(\d+)-(\d+)T(.{8}).*/, '$2/$3/$1 $4'),
  kanji: (ms) => wall(ms).replace(/^(\d+)-(\d+)-(\d+)T(.{8}).*/, '$1年$2月$3日 $4'),
};

const durations: Record<string, (ms: number) => string> = {
  s: (ms) => String(ms / 1000),
  ms: String,
  'h:m:s': (ms) => new Date(ms).toISOString().slice(11, 19),
  comma: (ms) => `${ms / 1000},0`,
};

const heads: (readonly string[] | undefined)[] = [
  ['呼ID', '回線番号', '着信番号', '通話開始日時', '切断日時', '通話時間'],
  ['uuid', 'src', 'dst', 'start', 'end', 'billsec'],
  ['Call ID', 'Calling Number', 'Dialed Digits', 'Start Time', 'Release Time', 'Duration'],
  ['a', 'b', 'c', 'd', 'e', 'f'],
  undefined,
];

const form = fc.record({
  delimiter: fc.constantFrom(';', '\t', '|'),
  head: fc.constantFrom(...heads),
  time: fc.constantFrom(...Object.values(times)),
  duration: fc.constantFrom(...Object.values(durations)),
  order: fc.shuffledSubarray([0, 1, 2, 3, 4, 5], { minLength: 6 }),
  lineEnd: fc.constantFrom('\n', '\r\n'),
  isQuoted: fc.boolean(),
});

type Form = typeof form extends fc.Arbitrary<infer T> ? T : never;

function write(calls: readonly Call[], { delimiter, head, time, duration, order, ...how }: Form) {
  const rows = calls.map(({ line, called, start, ringMs, talkMs }, index) => [
    `k${index}x${index * 7919}`,
    line,
    called,
    time(start),
    time(start + ringMs + talkMs),
    duration(talkMs),
  ]);
  const all = head === undefined ? rows : [[...head], ...rows];
  const cell = (text = '') => (how.isQuoted ? `"${text}"` : text);
  const lines = all.map((cells) => order.map((at) => cell(cells[at])).join(delimiter));
  return lines.map((line) => Buffer.from(line));
}

/** The last calls of a month, so that days above 12 tell day from month. */
const calls = fc
  .array(call, { minLength: 12, maxLength: 20 })
  .map((some) => [{ ...(some[0] as Call), start: Date.UTC(2026, 9, 29) }, ...some]);

describe('a table of calls', () => {
  it('is read as it was written, whatever its form', () => {
    fc.assert(
      fc.property(calls, form, (written, how) => {
        const lines = write(written, how);
        const bytes = Buffer.from(lines.map((line) => line + how.lineEnd).join(''));
        const found = inspect(bytes, { now: NOW });
        if (found.kind !== 'mapping') throw new Error(JSON.stringify(found));
        expect(found.lacks).toEqual([]);
        const reading = createMappingReading(found.mapping);
        const head = reading.headLines(lines);
        const decode = reading.open(lines.slice(0, head));
        const read = lines.slice(head).map((line) => decode(line, 0, line.length, NOW));
        const told = read.map((decoded) => {
          if (decoded.outcome !== 'ok') return decoded;
          const { startedAt, talkMs } = resolveTimes(decoded.cdr, undefined);
          return { line: decoded.cdr.line, called: decoded.cdr.called, startedAt, talkMs };
        });
        expect(told).toEqual(
          written.map(({ line, called, start, talkMs }) => ({
            ...{ line, called, startedAt: start, talkMs },
          })),
        );
      }),
      { numRuns: 150 },
    );
  });
});
