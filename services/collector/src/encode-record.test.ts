import { type Cdr, decodeNdjsonLine } from '@sekisho/cdr';
import { buildCdr } from '@sekisho/cdr/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeRecord } from './encode-record.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const time = fc.integer({ min: Date.UTC(2020), max: Date.UTC(2026) });
/** Beyond 2^50 thousandths a double no longer tells one from the next. */
const money = fc.integer({ min: 1, max: 2 ** 50 });

const times = fc
  .record({ event: fc.constantFrom('start', 'stop', 'interim'), from: time, ring: fc.nat(90_000) })
  .chain(({ event, from, ring }) =>
    fc.record({
      event: fc.constant(event as Cdr['event']),
      at: fc.constant(from + ring + 5),
      startedAt: maybe(fc.constant(from)),
      answeredAt: maybe(fc.constant(from + ring)),
      endedAt: event === 'stop' ? fc.constant(from + ring + 7) : fc.constant(undefined),
    }),
  );

const cdr: fc.Arbitrary<Cdr> = fc
  .record({
    source: text,
    callId: text,
    subscriber: text,
    line: maybe(text),
    service: maybe(text),
    direction: maybe(fc.constantFrom('outbound' as const, 'inbound' as const)),
    legKind: maybe(fc.constantFrom('originated' as const, 'forwarded' as const)),
    divertedFrom: maybe(text),
    calling: maybe(text),
    called: fc.oneof(fc.constant(''), text),
    durationMs: maybe(fc.nat(100 * 366 * 86_400)),
    cause: maybe(fc.integer()),
    barred: fc.boolean(),
    correlationId: maybe(text),
    sourceIp: maybe(text),
    userAgent: maybe(text),
    trunk: maybe(text),
    costMilliYen: maybe(money),
  })
  .chain((fields) => times.map((when) => buildCdr({ ...fields, ...when })));

describe('encodeRecord', () => {
  it('writes what decodes to the same record', () => {
    fc.assert(
      fc.property(cdr, (record) => {
        const line = encodeRecord(record);
        expect(decodeNdjsonLine(line, 0, line.length, Date.UTC(2027))).toEqual({
          outcome: 'ok',
          cdr: record,
        });
      }),
    );
  });
});
