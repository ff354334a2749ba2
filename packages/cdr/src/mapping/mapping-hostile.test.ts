import { describe, expect, it } from 'vitest';
import { createMappingReading } from './mapping-reading.ts';
import { parseMapping } from './parse-mapping.ts';

const NOW = Date.parse('2026-01-06T00:00:00Z');
const LINES = 250_000;

const REASONS = [
  'not-json',
  'not-utf8',
  'not-encoded',
  'not-object',
  'not-csv',
  'too-large',
].concat(['missing-field', 'bad-field', 'bad-time']);

const FIELDS = `fields:
  callId: a
  line: { columns: [b, a], absent: [x] }
  called: { column: c, pattern: "^(.*?)#*$" }
  startedAt: { columns: [d, e], time: "YYYYMMDD HHmmss" }
  endedAt: { column: f, time: epoch }
  durationSec: { column: g, unit: "h:m:s" }
  costJpy: { column: g, decimal: "," }
  direction: { column: b, values: { "1": outbound }, otherwise: inbound }`;

const COLUMNS = 'columns: [a, b, c, d, e, f, g]';
const SPANS = 'columns: { a: 1-3, b: 4-4, c: 5-9, d: 10-17, e: 18-23, f: 24-33, g: 34-40 }';

const MAPPINGS: [string, string][] = [
  ['Shift_JIS CSV', `format: csv\nencoding: shift_jis\n${COLUMNS}\n${FIELDS}`],
  ['EUC-JP TSV', `format: tsv\nencoding: euc-jp\n${COLUMNS}\n${FIELDS}`],
  ['fixed', `format: fixed\n${SPANS}\n${FIELDS}`],
  ['JSON', `format: json\n${FIELDS}`],
];

/** mulberry32: the same numbers on every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) % below;
  };
}

const ALPHABET = Buffer.from('0123456789,,,\t\t\t""{}[]:\\.-+ "a""b""c""d"');

/** Bytes of any value, and of such that mean something to a parser. */
function fill(line: Buffer, random: (below: number) => number): number {
  const length = random(line.length);
  const isAny = random(4) === 0;
  for (let i = 0; i < length; i++) {
    line[i] =
      isAny || random(40) === 0 ? random(256) : (ALPHABET[random(ALPHABET.length)] as number);
  }
  return length;
}

describe.each(MAPPINGS)('%s', (name, text) => {
  it(`accounts for each of ${LINES} lines of random bytes`, () => {
    const decode = createMappingReading(parseMapping(text, name)).open([]);
    const random = createRandom(name.length);
    const line = Buffer.alloc(64);
    const strange = new Set<string>();
    let rejected = 0;
    for (let i = 0; i < LINES; i++) {
      const decoded = decode(line, 0, fill(line, random), NOW);
      if (decoded.outcome !== 'reject') continue;
      rejected++;
      if (!REASONS.includes(decoded.reason)) strange.add(decoded.reason);
    }
    expect([...strange]).toEqual([]);
    expect(rejected).toBeGreaterThan(LINES / 2);
  });

  it('refuses a line beyond any limit', () => {
    const decode = createMappingReading(parseMapping(text, name)).open([]);
    const line = Buffer.alloc(600_000, ',');
    expect(decode(line, 0, line.length, NOW)).toMatchObject({ reason: 'too-large' });
  });
});
