import { describe, expect, it } from 'vitest';
import { decodeNdjsonLine } from './ndjson.ts';
import { buildCdr, buildCdrJson } from './testing.ts';

const RECEIVED_AT = Date.parse('2026-01-05T12:00:00Z');
const TOO_FAR_AHEAD = '2026-01-05T12:10:00.001Z';
const JUST_IN_TIME = '2026-01-05T12:10:00.000Z';

function decode(record: unknown) {
  return decodeText(JSON.stringify(record));
}

function decodeText(text: string | Buffer) {
  const padded = Buffer.concat([Buffer.from('xx'), Buffer.from(text), Buffer.from('yy')]);
  return decodeNdjsonLine(padded, 2, padded.length - 2, RECEIVED_AT);
}

function accepted(overrides: Record<string, unknown>) {
  const decoded = decode(buildCdrJson(overrides));
  if (decoded.outcome !== 'ok') throw new Error(`${decoded.reason} ${decoded.field}`);
  return decoded.cdr;
}

function refused(overrides: Record<string, unknown>) {
  const decoded = decode(buildCdrJson(overrides));
  return decoded.outcome === 'ok' ? 'ok' : `${decoded.reason} ${decoded.field}`;
}

const ALL_TIMES_ABSENT = { startedAt: null, answeredAt: null, endedAt: null };

describe('decodeNdjsonLine', () => {
  it('decodes the test builder’s record to the test builder’s CDR', () => {
    expect(decode(buildCdrJson())).toEqual({ outcome: 'ok', cdr: buildCdr() });
  });

  it('decodes every field', () => {
    const overrides = {
      service: 'home',
      direction: 'inbound',
      legKind: 'forwarded',
      divertedFrom: '0311112222',
      barred: true,
      correlationId: 'x1',
      sourceIp: '2001:db8::1',
      userAgent: '電話機/1.0',
      trunk: 'tok-1',
    };
    const times = { at: 1767603700000, durationSec: 59.9995, costJpy: 12.3456, cause: -1 };
    expect(accepted({ ...overrides, ...times })).toEqual(
      buildCdr({
        ...(overrides as object),
        at: 1767603700000,
        durationMs: 60_000,
        costMilliYen: 12_346,
        cause: -1,
      }),
    );
  });

  it.each([null, ''])('takes %j as absent in every optional field', (nothing) => {
    const optional = ['source', 'event', 'at', 'subscriber', 'service', 'direction', 'legKind']
      .concat(['divertedFrom', 'calling', 'startedAt', 'answeredAt', 'durationSec', 'cause'])
      .concat(['barred', 'correlationId', 'sourceIp', 'userAgent', 'trunk', 'costJpy']);
    const cdr = accepted(Object.fromEntries(optional.map((field) => [field, nothing])));
    expect(cdr).toEqual(
      buildCdr({
        source: 'default',
        subscriber: undefined,
        calling: undefined,
        startedAt: undefined,
        answeredAt: undefined,
        durationMs: undefined,
        cause: undefined,
      }),
    );
  });

  it('keeps an empty called number and takes null as absent', () => {
    expect(accepted({ called: '' }).called).toBe('');
    expect(accepted({ called: null }).called).toBeUndefined();
    expect(accepted({ event: 'start', called: '' }).called).toBe('');
  });

  it.each([
    ['no JSON', '{"callId":', 'not-json'],
    ['nothing', '', 'not-json'],
    ['two documents', '{} {}', 'not-json'],
    ['a BOM within the file', '\uFEFF{}', 'not-json'],
    ['an array', '[{}]', 'not-object'],
    ['a string', '"x"', 'not-object'],
    ['a number', '1', 'not-object'],
    ['null', 'null', 'not-object'],
    ['bytes that are not UTF-8', Buffer.from('7b22ff227d', 'hex'), 'not-utf8'],
    ['a UTF-8 surrogate', Buffer.from('7b22eda08022', 'hex'), 'not-utf8'],
    ['65,537 bytes', 'x'.repeat(65_537), 'too-large'],
    ['65,537 bytes that are not UTF-8', Buffer.alloc(65_537, 0xff), 'too-large'],
    ['65,536 bytes of junk', 'x'.repeat(65_536), 'not-json'],
    ['deep nesting', '['.repeat(60_000), 'not-json'],
  ])('refuses %s', (_name, text, reason) => {
    expect(decodeText(text)).toEqual({ outcome: 'reject', reason, field: null });
  });

  it('takes a record of exactly 65,536 bytes', () => {
    const bare = JSON.stringify(buildCdrJson({ pad: '' })).length;
    expect(accepted({ pad: 'x'.repeat(65_536 - bare) }).callId).toBe('call-1');
    expect(refused({ pad: 'x'.repeat(65_537 - bare) })).toBe('too-large null');
  });

  it('takes a replacement character that was sent as such', () => {
    expect(accepted({ userAgent: 'a\uFFFDb' }).userAgent).toBe('a\uFFFDb');
  });

  it('makes lone surrogates what they will be in the store', () => {
    const text = JSON.stringify(buildCdrJson()).replace('C000001', 'C\\ud800');
    const decoded = decodeText(text);
    expect(decoded.outcome === 'ok' && decoded.cdr.subscriber).toBe('C\uFFFD');
  });

  it.each([
    ['source', 1, 'bad-field source'],
    ['source', 'x'.repeat(65), 'bad-field source'],
    ['callId', undefined, 'missing-field callId'],
    ['callId', null, 'missing-field callId'],
    ['callId', '', 'missing-field callId'],
    ['callId', 7, 'bad-field callId'],
    ['callId', 'x'.repeat(129), 'bad-field callId'],
    ['callId', '😀'.repeat(129), 'bad-field callId'],
    ['event', 'Stop', 'bad-field event'],
    ['event', 0, 'bad-field event'],
    ['at', 'yesterday', 'bad-time at'],
    ['at', true, 'bad-time at'],
    ['at', 1767603600, 'bad-time at'],
    ['at', TOO_FAR_AHEAD, 'bad-time at'],
    ['subscriber', 5, 'bad-field subscriber'],
    ['subscriber', 'x'.repeat(65), 'bad-field subscriber'],
    ['line', 5, 'bad-field line'],
    ['service', [], 'bad-field service'],
    ['direction', 'OUTBOUND', 'bad-field direction'],
    ['legKind', 'diverted', 'bad-field legKind'],
    ['divertedFrom', {}, 'bad-field divertedFrom'],
    ['calling', 312345678, 'bad-field calling'],
    ['called', 10442079460000, 'bad-field called'],
    ['called', false, 'bad-field called'],
    ['startedAt', '2026-01-05', 'bad-time startedAt'],
    ['answeredAt', 0, 'bad-time answeredAt'],
    ['endedAt', undefined, 'missing-field endedAt'],
    ['endedAt', false, 'bad-time endedAt'],
    ['endedAt', '2026-01-05T08:59:57.999Z', 'bad-time endedAt'],
    ['durationSec', -0.001, 'bad-field durationSec'],
    ['durationSec', '60', 'bad-field durationSec'],
    ['durationSec', 1e9, 'bad-field durationSec'],
    ['cause', 16.5, 'bad-field cause'],
    ['cause', '16', 'bad-field cause'],
    ['cause', 2 ** 31, 'bad-field cause'],
    ['barred', 1, 'bad-field barred'],
    ['barred', 'true', 'bad-field barred'],
    ['correlationId', 1, 'bad-field correlationId'],
    ['sourceIp', 1, 'bad-field sourceIp'],
    ['userAgent', [], 'bad-field userAgent'],
    ['trunk', true, 'bad-field trunk'],
    ['costJpy', -1, 'bad-field costJpy'],
    ['costJpy', '3', 'bad-field costJpy'],
    ['costJpy', 1e15, 'bad-field costJpy'],
  ])('refuses %s = %j as %s', (field, value, expected) => {
    expect(refused({ [field]: value })).toBe(expected);
  });

  it('refuses a number too large for JSON', () => {
    const text = JSON.stringify(buildCdrJson()).replace('"durationSec":60', '"durationSec":1e999');
    expect(decodeText(text)).toMatchObject({ reason: 'bad-field', field: 'durationSec' });
  });

  it.each([
    ['source', '😀'.repeat(64)],
    ['callId', '😀'.repeat(128)],
    ['subscriber', 'é'.repeat(64)],
    ['line', 'x'.repeat(1000)],
    ['at', JUST_IN_TIME],
    ['endedAt', '2026-01-05T09:00:03.000Z'],
    ['endedAt', TOO_FAR_AHEAD],
  ])('takes %s = %s', (field, value) => {
    expect(accepted({ at: 1767603660000, [field]: value })).toBeDefined();
  });

  it.each([
    ['a stop', { event: 'stop', endedAt: TOO_FAR_AHEAD }],
    ['a start', { event: 'start', answeredAt: TOO_FAR_AHEAD, endedAt: null }],
    [
      'a start that was not answered',
      { event: 'start', ...ALL_TIMES_ABSENT, startedAt: TOO_FAR_AHEAD },
    ],
  ])('checks the at that %s defaults to', (_name, overrides) => {
    expect(refused(overrides)).toBe('bad-time at');
  });

  it.each([
    ['stop', {}, '2026-01-05T09:01:05Z'],
    ['start', {}, '2026-01-05T09:00:05Z'],
    ['start', { answeredAt: null }, '2026-01-05T09:00:00Z'],
    ['interim', { at: '2026-01-05T09:00:30Z' }, '2026-01-05T09:00:30Z'],
    ['stop', { at: '2026-01-05T10:00:00Z' }, '2026-01-05T10:00:00Z'],
  ])('a %s with %j happened at %s', (event, overrides, at) => {
    expect(accepted({ event, ...overrides }).at).toBe(Date.parse(at));
  });

  it.each([
    ['an interim without at', { event: 'interim' }, 'missing-field at'],
    ['a start without times', { event: 'start', ...ALL_TIMES_ABSENT }, 'missing-field at'],
    [
      'a start with an end alone',
      { event: 'start', startedAt: null, answeredAt: null },
      'missing-field at',
    ],
    ['a stop without times', ALL_TIMES_ABSENT, 'missing-field endedAt'],
    ['a stop with at alone', { ...ALL_TIMES_ABSENT, at: 1767603600000 }, 'missing-field endedAt'],
    ['a start without called', { event: 'start', called: null }, 'missing-field called'],
    ['neither subscriber nor line', { subscriber: '', line: null }, 'missing-field subscriber'],
    ['no subscriber and a faulty line', { subscriber: null, line: 3 }, 'bad-field line'],
    ['an end before the answer', { endedAt: '2026-01-05T09:00:02.999Z' }, 'bad-time endedAt'],
  ])('refuses %s', (_name, overrides, expected) => {
    expect(refused(overrides)).toBe(expected);
  });

  it.each(['stop', 'interim'])('leaves called of a %s to the known leg', (event) => {
    expect(accepted({ event, at: 1767603600000, called: null }).called).toBeUndefined();
  });

  it('names the first fault in the contract’s order, whatever the order of the keys', () => {
    const order = ['source', 'callId', 'event', 'at', 'subscriber', 'line', 'service', 'direction']
      .concat([
        'legKind',
        'divertedFrom',
        'calling',
        'called',
        'startedAt',
        'answeredAt',
        'endedAt',
      ])
      .concat(['durationSec', 'cause', 'barred', 'correlationId', 'sourceIp', 'userAgent', 'trunk'])
      .concat(['costJpy']);
    for (let i = 0; i < order.length; i++) {
      const faulty = order
        .slice(i)
        .reverse()
        .map((field) => [field, {}]);
      expect(refused(Object.fromEntries(faulty))).toMatch(new RegExp(` ${order[i]}$`));
    }
  });

  it('finds a defaulted at ahead of receipt before a fault in a later field', () => {
    expect(refused({ endedAt: TOO_FAR_AHEAD, subscriber: 1 })).toBe('bad-time at');
    expect(refused({ endedAt: 'x', subscriber: 1 })).toBe('bad-field subscriber');
  });

  it.each([
    [0, 0],
    [-0, 0],
    [0.0005, 1],
    [0.00049, 0],
    [59.9994, 59_999],
    [59.9995, 60_000],
    [68.123, 68_123],
  ])('%d s of talk are %d ms', (durationSec, durationMs) => {
    expect(accepted({ durationSec }).durationMs).toBe(durationMs);
  });

  it.each([
    [0, undefined],
    [0.0004, undefined],
    [0.0005, 1],
    [1.2345, 1235],
  ])('%d yen are %s thousandths', (costJpy, costMilliYen) => {
    expect(accepted({ costJpy }).costMilliYen).toBe(costMilliYen);
  });

  it('takes the last of two equal keys', () => {
    const text = JSON.stringify(buildCdrJson()).replace('{', '{"callId":5,"cause":"x",');
    expect(decodeText(text)).toEqual({ outcome: 'ok', cdr: buildCdr() });
  });

  it('ignores unknown fields, however they are called', () => {
    const text = JSON.stringify(buildCdrJson()).replace(
      '{',
      '{"__proto__":{"callId":"evil","line":1},"constructor":1,"toString":2,"CallId":3,"":{"a":[1]},',
    );
    expect(decodeText(text)).toEqual({ outcome: 'ok', cdr: buildCdr() });
    expect(decodeText('{"__proto__":{"callId":"x"}}')).toMatchObject({ reason: 'missing-field' });
    expect(Object.hasOwn(Object.prototype, 'callId')).toBe(false);
  });

  it('takes blanks around the object', () => {
    expect(decodeText(` \t${JSON.stringify(buildCdrJson())} \r`).outcome).toBe('ok');
  });

  it('names the source given where the record names none', () => {
    const bytes = Buffer.from(JSON.stringify(buildCdrJson({ source: undefined })));
    const decoded = decodeNdjsonLine(bytes, 0, bytes.length, RECEIVED_AT, 'feed1');
    expect(decoded).toEqual({ outcome: 'ok', cdr: buildCdr({ source: 'feed1' }) });
  });
});
