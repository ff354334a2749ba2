import { describe, expect, it } from 'vitest';
import type { RecordFormat } from './formats.ts';
import { createDecoder } from './reading.ts';
import { buildCdrJson } from './testing.ts';
import { createRandom, mutate } from './testing-mutations.ts';

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
      const outcome = decoded.outcome === 'reject' ? decoded.reason : decoded.outcome;
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
