import { describe, expect, it } from 'vitest';
import { detectFormat } from './format.ts';
import { LegMemory } from './leg-memory.ts';
import { createRadiusDecoder } from './radius.ts';

const RECEIVED_AT = Date.parse('2026-01-06T00:00:00Z');
const HEADING = 'Mon Jan  5 18:00:05 2026';

// The accounting request of agents/radagent_it_test.go of CGRateS, as a detail file has it.
const VECTOR = {
  'Acct-Status-Type': 'Start',
  'Service-Type': 'Sip-Session',
  'Sip-Response-Code': '200',
  'Sip-Method': 'Invite',
  'Event-Timestamp': '1497106115',
  'Sip-From-Tag': '"51585361"',
  'Sip-To-Tag': '"75c2f57b"',
  'Acct-Session-Id': '"e4921177ab0e3586c37f6a185864b71a@0:0:0:0:0:0:0:0"',
  'User-Name': '"1001"',
  'Called-Station-Id': '"1002"',
  'NAS-Port-Id': '5060',
  'Acct-Delay-Time': '0',
  'NAS-IP-Address': '127.0.0.1',
};
const ANSWERED = Date.parse('2017-06-10T14:48:35Z');

const GATEWAY = {
  'Acct-Status-Type': 'Stop',
  'NAS-IP-Address': '10.0.0.9',
  'User-Name': '"0312345678"',
  'Calling-Station-Id': '"0312345678"',
  'Called-Station-Id': '"010442079460000"',
  'Acct-Session-Id': '"0000001A"',
  'Acct-Session-Time': '60',
  'h323-call-origin': '"h323-call-origin=answer"',
  'h323-conf-id': '"h323-conf-id=A1B2C3D4 00000000 00000000 00000001"',
  'h323-remote-address': '"h323-remote-address=192.0.2.7"',
  'h323-setup-time': '"h323-setup-time=*18:00:00.120 JST Mon Jan 5 2026"',
  'h323-connect-time': '"h323-connect-time=09:00:05.120 UTC Mon Jan 5 2026"',
  'h323-disconnect-time': '"h323-disconnect-time=.18:01:05.120 JST Mon Jan 05 2026"',
  'h323-disconnect-cause': '"h323-disconnect-cause=10"',
  'Acct-Delay-Time': '5',
};

type Attributes = Record<string, string | undefined>;

function paragraph(attributes: Attributes, heading = HEADING): string {
  const lines = Object.entries(attributes).filter(([, value]) => value !== undefined);
  return [heading, ...lines.map(([name, value]) => `\t${name} = ${value}`)].join('\n');
}

function feed(legs = new LegMemory()) {
  const decode = createRadiusDecoder('radius', 'Asia/Tokyo', legs);
  return (attributes: Attributes | string) => {
    const text = typeof attributes === 'string' ? attributes : paragraph(attributes);
    const bytes = Buffer.from(text, 'latin1');
    const decoded = decode(bytes, 0, bytes.length, RECEIVED_AT);
    if (decoded.outcome === 'ok') return decoded.cdr;
    return decoded.outcome === 'skip' ? 'skip' : `${decoded.reason} ${decoded.field}`;
  };
}

describe('createRadiusDecoder', () => {
  it('reads a call of a SIP proxy, whoever ends it', () => {
    const take = feed();
    expect(take(VECTOR)).toMatchObject({
      source: 'radius',
      callId: 'e4921177ab0e3586c37f6a185864b71a@0:0:0:0:0:0:0:0',
      event: 'start',
      at: ANSWERED,
      line: '1001',
      called: '1002',
      answeredAt: ANSWERED,
    });
    const bye = { ...VECTOR, 'Acct-Status-Type': 'Stop', 'Sip-Method': 'Bye' };
    const byCallee = { ...bye, 'User-Name': '"1002"', 'Called-Station-Id': '"1001"' };
    expect(take({ ...byCallee, 'Event-Timestamp': '1497106175' })).toMatchObject({
      event: 'stop',
      line: '1001',
      called: '1002',
      answeredAt: ANSWERED,
      endedAt: ANSWERED + 60_000,
    });
  });

  it('skips changes of a call that is up', () => {
    const take = feed();
    take(VECTOR);
    const later = { 'Event-Timestamp': '1497106125', 'User-Name': '"1002"' };
    expect(take({ ...VECTOR, ...later })).toBe('skip');
    expect(take({ ...VECTOR, ...later, 'Acct-Status-Type': 'Failed' })).toBe('skip');
    // The first request once more, as its answer was lost, is taken once more.
    const again = { 'Event-Timestamp': undefined, Timestamp: '1497106119' };
    expect(take({ ...VECTOR, ...again })).toMatchObject({ event: 'start', line: '1001' });
    expect(
      take({ ...VECTOR, 'Acct-Status-Type': 'Stop', 'Event-Timestamp': '1497106175' }),
    ).toMatchObject({
      answeredAt: ANSWERED,
    });
  });

  it('reads the stop of a gateway’s leg', () => {
    expect(feed()(GATEWAY)).toMatchObject({
      callId: 'A1B2C3D4 00000000 00000000 00000001/0000001A/answer',
      event: 'stop',
      line: '0312345678',
      called: '010442079460000',
      startedAt: Date.parse('2026-01-05T09:00:00.120Z'),
      answeredAt: Date.parse('2026-01-05T09:00:05.120Z'),
      endedAt: Date.parse('2026-01-05T09:01:05.120Z'),
      durationMs: 60_000,
      cause: 16,
      correlationId: 'A1B2C3D4 00000000 00000000 00000001',
      sourceIp: '192.0.2.7',
    });
  });

  it('tells the legs of a gateway’s call apart', () => {
    const other = feed()({ ...GATEWAY, 'h323-call-origin': '"originate"' });
    expect(other).toMatchObject({
      callId: 'A1B2C3D4 00000000 00000000 00000001/0000001A/originate',
      sourceIp: undefined,
    });
    expect(feed()({ ...GATEWAY, 'h323-conf-id': undefined })).toMatchObject({
      callId: '10.0.0.9/0000001A/answer',
    });
  });

  it('believes a gateway whose counter began anew', () => {
    const take = feed();
    const names = { 'h323-conf-id': undefined, 'h323-setup-time': undefined };
    take({ ...GATEWAY, ...names, 'Acct-Status-Type': 'Start' });
    const other = { ...GATEWAY, ...names, 'User-Name': '"0355550100"' };
    expect(take({ ...other, 'Acct-Status-Type': 'Start' })).toMatchObject({ line: '0355550100' });
    expect(take(other)).toMatchObject({ event: 'stop', line: '0355550100' });
  });

  it('tells of a setup before the answer', () => {
    const start = { ...GATEWAY, 'Acct-Status-Type': 'Start', 'h323-connect-time': undefined };
    expect(feed()(start)).toMatchObject({ event: 'start', answeredAt: undefined });
  });

  it('reads a gateway’s call that was not answered', () => {
    const stop = {
      ...GATEWAY,
      'Acct-Session-Time': '0',
      'h323-connect-time': '"00:00:00.000 UTC Mon Jan 1 1900"',
      'h323-disconnect-cause': '"11"',
    };
    expect(feed()(stop)).toMatchObject({ answeredAt: undefined, durationMs: 0, cause: 17 });
  });

  it.each(['Interim-Update', 'Alive', '3'])('reads %s', (status) => {
    const interim = { ...VECTOR, 'Acct-Status-Type': status, 'Acct-Session-Time': '300' };
    const at = { 'Event-Timestamp': '1497106415' };
    expect(feed()({ ...interim, ...at })).toMatchObject({
      event: 'interim',
      at: ANSWERED + 300_000,
      durationMs: 300_000,
    });
  });

  it('takes a failed call for unanswered', () => {
    const failed = { ...VECTOR, 'Acct-Status-Type': 'Failed', 'Sip-Response-Code': '486' };
    expect(feed()(failed)).toMatchObject({
      callId: `${VECTOR['Acct-Session-Id'].slice(1, -1)}/486`,
      event: 'stop',
      answeredAt: undefined,
      endedAt: ANSWERED,
      durationMs: 0,
      cause: 17,
    });
  });

  it.each<[string, Attributes, string]>([
    ['the gateway', { 'Event-Timestamp': '1767603600' }, '09:00:00'],
    ['words', { 'Event-Timestamp': '"Jan  5 2026 18:00:01 JST"' }, '09:00:01'],
    ['words in UTC', { 'Event-Timestamp': '"Jan  5 2026 09:00:02 UTC"' }, '09:00:02'],
    ['words of a zone unknown', { 'Event-Timestamp': '"Jan  5 2026 18:00:03 XYZ"' }, '09:00:03'],
    ['receipt', { Timestamp: '1767603614', 'Acct-Delay-Time': '10' }, '09:00:04'],
    ['the heading', { 'Acct-Delay-Time': '2' }, '09:00:03'],
  ])('takes the time from %s', (_name, times, expected) => {
    const cdr = feed()({ ...VECTOR, 'Event-Timestamp': undefined, ...times });
    const at = typeof cdr === 'string' ? cdr : new Date(cdr.at).toJSON().slice(11, 19);
    expect(at).toBe(expected);
  });

  it.each([
    ['"sip:0312345678@carrier.example"', '0312345678'],
    ['"0312345678@carrier.example"', '0312345678'],
    ['"1001@pbx.example"', '1001@pbx.example'],
    ['"tel:+81312345678"', '+81312345678'],
    ['"a \\"b\\" \\\\ \\351\\233\\273"', 'a "b" \\ 電'],
  ])('reads the user name %s', (name, line) => {
    expect(feed()({ ...VECTOR, 'User-Name': name })).toMatchObject({ line });
  });

  it('reads pairs of Cisco’s as attributes', () => {
    const text = paragraph({ ...VECTOR, 'Cisco-AVPair': '"h323-conf-id=77"' });
    expect(feed()(text)).toMatchObject({ correlationId: '77' });
    const first = { 'Cisco-AVPair': '"User-Name=evil"', ...VECTOR };
    expect(feed()(first)).toMatchObject({ line: '1001' });
  });

  it.each<[string, Attributes]>([
    ['a server that starts', { 'Acct-Status-Type': 'Accounting-On' }],
    ['a server that ends', { 'Acct-Status-Type': '8' }],
    ['a tunnel', { 'Acct-Status-Type': 'Tunnel-Start' }],
    ['a request for access', { 'Packet-Type': 'Access-Request', 'Acct-Status-Type': undefined }],
    ['a registration', { 'Sip-Method': 'Register' }],
    ['a challenge', { 'Acct-Status-Type': 'Failed', 'Sip-Response-Code': '407' }],
  ])('skips %s', (_name, attributes) => {
    expect(feed()({ ...VECTOR, ...attributes })).toBe('skip');
  });

  it.each<[string, Attributes, string]>([
    ['no status', { 'Acct-Status-Type': undefined }, 'missing-field Acct-Status-Type'],
    ['a status unknown', { 'Acct-Status-Type': 'toString' }, 'bad-field Acct-Status-Type'],
    ['no session', { 'Acct-Session-Id': undefined }, 'missing-field Acct-Session-Id'],
    ['nobody', { 'User-Name': undefined }, 'missing-field subscriber'],
    ['no number', { 'Called-Station-Id': undefined }, 'missing-field Called-Station-Id'],
    ['a bad time', { 'Event-Timestamp': '"now"' }, 'bad-time Event-Timestamp'],
    [
      'a bad delay',
      { 'Event-Timestamp': undefined, 'Acct-Delay-Time': 'x' },
      'bad-time Event-Timestamp',
    ],
    [
      'a bad duration',
      { 'Acct-Status-Type': 'Stop', 'Acct-Session-Time': '-1' },
      'bad-field Acct-Session-Time',
    ],
    ['a bad setup', { 'h323-setup-time': '"soon"' }, 'bad-time h323-setup-time'],
  ])('refuses %s', (_name, attributes, fault) => {
    expect(feed()({ ...VECTOR, ...attributes })).toBe(fault);
  });

  it('refuses what has no attributes', () => {
    expect(feed()('hello')).toBe('missing-field Acct-Status-Type');
    expect(feed()('\xff')).toBe('not-utf8 null');
  });

  it('is told from its first attribute', () => {
    expect(detectFormat(Buffer.from(`${paragraph(VECTOR)}\n\n`))).toBe('radius-detail');
  });
});
