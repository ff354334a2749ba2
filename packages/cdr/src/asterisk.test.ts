import { describe, expect, it } from 'vitest';
import { createAsteriskDecoder } from './asterisk.ts';
import { buildCdr } from './testing.ts';

const RECEIVED_AT = Date.parse('2026-01-06T00:00:00Z');

// lib/python/asterisk/self_test/Master.csv of the Asterisk test suite.
const VECTOR =
  '"","","1","default","","Console/dsp","","Hangup","","2010-04-02 00:26:32","2010-04-02 00:26:32","2010-04-02 00:26:39",7,7,"ANSWERED","DOCUMENTATION","1270167992.0",""';

const ROW = {
  accountcode: '"C000001"',
  src: '"0312345678"',
  dst: '"010442079460000"',
  dcontext: '"from-internal"',
  clid: '"""Test User"" <0312345678>"',
  channel: '"PJSIP/201-00000001"',
  dstchannel: '"PJSIP/carrier-00000002"',
  lastapp: '"Dial"',
  lastdata: '"PJSIP/010442079460000@carrier,60"',
  start: '"2026-01-05 18:00:00"',
  answer: '"2026-01-05 18:00:05"',
  end: '"2026-01-05 18:01:05"',
  duration: '65',
  billsec: '60',
  disposition: '"ANSWERED"',
  amaflags: '"DOCUMENTATION"',
};

type Columns = Partial<Record<keyof typeof ROW, string>>;

function decodeLine(line: string, timeZone = 'Asia/Tokyo') {
  const bytes = Buffer.from(line, 'latin1');
  return createAsteriskDecoder('asterisk', timeZone)(bytes, 0, bytes.length, RECEIVED_AT);
}

function decode(columns: Columns = {}, behindFlags: string[] = ['"1767603600.1"'], zone?: string) {
  return decodeLine([...Object.values({ ...ROW, ...columns }), ...behindFlags].join(','), zone);
}

function accepted(...args: Parameters<typeof decode>) {
  const decoded = decode(...args);
  if (decoded.outcome !== 'ok') throw new Error(`${decoded.reason} ${decoded.field}`);
  return decoded.cdr;
}

const EXPECTED = buildCdr({
  source: 'asterisk',
  callId: '1767603600.1/PJSIP/carrier-00000002',
  cause: undefined,
  trunk: 'PJSIP/carrier',
});

describe('createAsteriskDecoder', () => {
  it('reads an answered call', () => {
    expect(decode()).toEqual({ outcome: 'ok', cdr: EXPECTED });
  });

  it('reads all 21 columns', () => {
    const links = ['"1767603600.1"', '"note"', '""', '"1767603599.0"', '7'];
    expect(accepted({}, links)).toEqual({
      ...EXPECTED,
      callId: '1767603600.1/7',
      correlationId: '1767603599.0',
    });
  });

  it('reads the test suite’s row, up to the subscriber it lacks', () => {
    expect(decodeLine(VECTOR)).toMatchObject({ reason: 'missing-field', field: 'subscriber' });
    const decoded = decodeLine(VECTOR.replace('"",""', '"","100"'), 'UTC');
    expect(decoded.outcome === 'ok' && decoded.cdr).toMatchObject({
      callId: '1270167992.0',
      subscriber: undefined,
      line: '100',
      called: '1',
      startedAt: Date.parse('2010-04-02T00:26:32Z'),
      durationMs: 7_000,
    });
  });

  it.each([
    [
      '16 columns',
      [],
      'PJSIP/201-00000001/PJSIP/carrier-00000002/2026-01-05 18:00:00/010442079460000',
      undefined,
    ],
    ['17 with uniqueid', ['"1767603600.1"'], '1767603600.1/PJSIP/carrier-00000002', undefined],
    [
      '17 with a system name',
      ['"tok1-1767603600.1"'],
      'tok1-1767603600.1/PJSIP/carrier-00000002',
      undefined,
    ],
    [
      '17 with userfield',
      ['"hello"'],
      'PJSIP/201-00000001/PJSIP/carrier-00000002/2026-01-05 18:00:00/010442079460000',
      undefined,
    ],
    ['18', ['"x-1.2"', '"1767603600.9"'], 'x-1.2/PJSIP/carrier-00000002', undefined],
    [
      '19',
      ['""', '"1767603599.0"', '4'],
      'PJSIP/201-00000001/PJSIP/carrier-00000002/2026-01-05 18:00:00/010442079460000',
      '1767603599.0',
    ],
    [
      '20 with uniqueid',
      ['"1767603600.1"', '""', '"1767603599.0"', '4'],
      '1767603600.1/4',
      '1767603599.0',
    ],
    [
      '20 with userfield',
      ['"hi"', '""', '"1767603599.0"', '4'],
      'PJSIP/201-00000001/PJSIP/carrier-00000002/2026-01-05 18:00:00/010442079460000',
      '1767603599.0',
    ],
  ])('knows the call by %s', (_name, behindFlags, callId, correlationId) => {
    expect(accepted({}, behindFlags)).toMatchObject({ callId, correlationId });
  });

  it('shortens an id beyond 128 characters, always to the same', () => {
    const columns = { channel: `"${'c'.repeat(80)}"`, dstchannel: `"${'d'.repeat(80)}"` };
    expect(accepted(columns, []).callId).toMatch(/^[0-9a-f]{64}$/);
    expect(accepted(columns, []).callId).toBe(accepted(columns, []).callId);
    expect(accepted({ ...columns, dst: '"1"' }, []).callId).not.toBe(accepted(columns, []).callId);
  });

  it.each(['NO ANSWER', 'FAILED', 'BUSY', 'CONGESTION', 'CANCEL', 'UNKNOWN'])(
    'finds no talk in a call that is %s, whatever billsec says',
    (disposition) => {
      const columns = { disposition: `"${disposition}"`, billsec: '60' };
      expect(accepted(columns)).toMatchObject({ answeredAt: undefined, durationMs: 0 });
      expect(accepted({ ...columns, answer: '' })).toMatchObject({ durationMs: 0 });
    },
  );

  it('reads an answered call with more talk than duration', () => {
    expect(accepted({ duration: '5', billsec: '7' }).durationMs).toBe(7_000);
  });

  it.each([
    ['"C1"', '"0312345678"', 'C1', '0312345678'],
    ['""', '"0312345678"', undefined, '0312345678'],
    ['"C1"', '""', 'C1', undefined],
  ])('accountcode %s and src %s', (accountcode, src, subscriber, line) => {
    expect(accepted({ accountcode, src })).toMatchObject({ subscriber, line, calling: line });
  });

  it('keeps an empty dst as an unknown number', () => {
    expect(accepted({ dst: '""' }).called).toBe('');
  });

  it.each([
    ['"PJSIP/carrier-0000001a"', 'PJSIP/carrier'],
    ['"SIP/10.1.2.3-08f3a2c0"', 'SIP/10.1.2.3'],
    ['"SIP/0312345678-08f3a2c0"', undefined],
    ['"DAHDI/i1/0312345678-1"', undefined],
    ['"Local/0312345678@out-00000001;1"', undefined],
    ['""', undefined],
  ])('dstchannel %s goes out by %s', (dstchannel, trunk) => {
    expect(accepted({ dstchannel }).trunk).toBe(trunk);
  });

  it.each<[string, Columns, string]>([
    ['start', { start: '"2026-01-05"' }, 'bad-time start'],
    ['start in RFC 3339', { start: '"2026-01-05T18:00:00Z"' }, 'bad-time start'],
    ['start on 30 February', { start: '"2026-02-30 18:00:00"' }, 'bad-time start'],
    ['answer', { answer: '"soon"' }, 'bad-time answer'],
    ['answer of a failed call', { answer: '"soon"', disposition: '"FAILED"' }, 'bad-time answer'],
    ['end', { end: '"x"' }, 'bad-time end'],
    ['no end', { end: '' }, 'missing-field end'],
    ['end before start', { end: '"2026-01-05 17:59:00"' }, 'bad-time end'],
    ['end in the future', { end: '"2026-01-07 18:00:00"' }, 'bad-time end'],
    ['billsec', { billsec: '6o' }, 'bad-field billsec'],
    ['negative billsec', { billsec: '-1' }, 'bad-field billsec'],
    ['billsec of a failed call', { billsec: '6o', disposition: '"FAILED"' }, 'bad-field billsec'],
    ['disposition', { disposition: '"answered"' }, 'bad-field disposition'],
    ['accountcode', { accountcode: `"${'x'.repeat(65)}"` }, 'bad-field accountcode'],
    ['no subscriber', { accountcode: '', src: '' }, 'missing-field subscriber'],
  ])('refuses a row by its %s', (_name, columns, expected) => {
    const decoded = decode(columns);
    expect(decoded.outcome === 'reject' && `${decoded.reason} ${decoded.field}`).toBe(expected);
  });

  it.each([
    ['15 columns', VECTOR.split(',').slice(0, 15).join(','), 'not-csv'],
    ['22 columns', `${VECTOR},1,2,3,4`, 'not-csv'],
    ['an unclosed quote', VECTOR.slice(0, -1), 'not-csv'],
    ['bytes that are not UTF-8', VECTOR.replace('default', '\xff'), 'not-utf8'],
    ['65,537 bytes', VECTOR.padEnd(65_537), 'too-large'],
  ])('refuses %s', (_name, line, reason) => {
    expect(decodeLine(line)).toEqual({ outcome: 'reject', reason, field: null });
  });

  it('takes the instants that fit the duration in the hour that summer time repeats', () => {
    const within = (start: string, end: string, duration: string) => {
      const at = (time: string) => `"2025-10-26 ${time}"`;
      const columns = {
        start: at(start),
        answer: at(start),
        end: at(end),
        duration,
        billsec: duration,
      };
      const cdr = accepted(columns, undefined, 'Europe/London');
      expect(cdr.answeredAt).toBe(cdr.startedAt);
      return [cdr.startedAt, cdr.endedAt].map((ms) =>
        new Date(ms as number).toJSON().slice(11, 19),
      );
    };
    expect(within('01:10:00', '01:20:00', '600')).toEqual(['00:10:00', '00:20:00']);
    expect(within('01:10:00', '01:20:00', '4200')).toEqual(['00:10:00', '01:20:00']);
    expect(within('01:50:00', '01:10:00', '1200')).toEqual(['00:50:00', '01:10:00']);
    expect(within('00:50:00', '01:10:00', '4800')).toEqual(['23:50:00', '01:10:00']);
    expect(within('01:50:00', '02:10:00', '1200')).toEqual(['01:50:00', '02:10:00']);
    expect(within('01:50:00', '02:10:00', '4800')).toEqual(['00:50:00', '02:10:00']);
  });
});
