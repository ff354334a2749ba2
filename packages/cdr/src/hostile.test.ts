import { describe, expect, it } from 'vitest';
import { createDecoder } from './decoder.ts';
import type { RecordFormat } from './format.ts';
import { buildCdrJson } from './testing.ts';

const RECEIVED_AT = Date.parse('2026-01-06T00:00:00Z');
const REASONS = new Set(
  ['not-json', 'not-utf8', 'not-object', 'not-csv', 'too-large'].concat([
    'missing-field',
    'bad-field',
    'bad-time',
  ]),
);

const ROW =
  '"C1","0312345678","010442079460000","out","""x"" <y>","PJSIP/1-00000001","PJSIP/c-00000002","Dial","","2026-01-05 18:00:00","2026-01-05 18:00:05","2026-01-05 18:01:05",65,60,"ANSWERED",3,"1767603600.1","","","1767603600.0",4';

const DOCUMENT = JSON.stringify({
  'core-uuid': 'x',
  variables: {
    uuid: 'u',
    accountcode: 'C1',
    start_epoch: '1767603600',
    answer_epoch: '1767603605',
    end_epoch: '1767603665',
    billsec: '60',
    hangup_cause_q850: '16',
  },
  callflow: [{ caller_profile: { caller_id_number: '%2B81', destination_number: '0101' } }],
});

const RECORD = JSON.stringify(buildCdrJson({ userAgent: '電話/1', barred: false, costJpy: 1.5 }));

/** Bytes that mean something to one of the parsers. */
const POISON = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ',',
  ':',
  '%',
  '\0',
  '\\ud800',
  '1e999',
  '-',
  'null',
  '""',
]
  .concat(['true', '9'.repeat(400), '['.repeat(300), '\uFEFF', '__proto__', '2026-02-30T00:00:00Z'])
  .map((text) => Buffer.from(text))
  .concat([Buffer.from([0xff]), Buffer.from([0xed, 0xa0, 0x80]), Buffer.from([0xc0, 0x80])]);

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

/** Changes `bytes[0, length)` at one place; gives the new length. */
function mutate(bytes: Buffer, length: number, random: (below: number) => number): number {
  const at = random(length + 1);
  switch (random(6)) {
    case 0:
      bytes[at] = (bytes[at] as number) ^ (1 << random(8));
      return length;
    case 1:
      bytes[at] = random(256);
      return length;
    case 2:
      return at;
    case 3:
      bytes.copyWithin(at, random(length + 1), length);
      return length;
    case 4: {
      const poison = POISON[random(POISON.length)] as Buffer;
      bytes.copyWithin(at + poison.length, at, length);
      poison.copy(bytes, at);
      return length + poison.length;
    }
    default: {
      const end = Math.min(length, at + 1 + random(20));
      bytes.copyWithin(at, end, length);
      return length - (end - at);
    }
  }
}

describe.each<[RecordFormat, string, number]>([
  ['ndjson', RECORD, 800_000],
  ['asterisk-csv', ROW, 100_000],
  ['freeswitch-json', DOCUMENT, 100_000],
])('a %s decoder', (format, record, count) => {
  it(`accounts for each of ${count} mutated records`, () => {
    const decode = createDecoder(format);
    const template = Buffer.from(record);
    const bytes = Buffer.alloc(8_192);
    const random = createRandom(count);
    const seen = new Map<string, number>();
    for (let i = 0; i < count; i++) {
      let length = template.copy(bytes);
      for (let n = random(4); n >= 0; n--) length = mutate(bytes, length, random);
      const decoded = decode(bytes, 0, length, RECEIVED_AT);
      const outcome = decoded.outcome === 'ok' ? 'ok' : decoded.reason;
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }
    const total = [...seen.values()].reduce((sum, n) => sum + n, 0);
    expect(total).toBe(count);
    expect([...seen.keys()].filter((reason) => reason !== 'ok' && !REASONS.has(reason))).toEqual(
      [],
    );
    // The mutations reach every kind of fault, not only the parser's first.
    for (const outcome of ['ok', 'not-utf8', 'missing-field', 'bad-field', 'bad-time']) {
      expect(seen.get(outcome), outcome).toBeGreaterThan(0);
    }
  });
});
