import { describe, expect, it } from 'vitest';
import { detectFormat } from './format.ts';
import { createKamailioDecoder } from './kamailio.ts';
import { LegMemory } from './leg-memory.ts';
import { buildCdrJson } from './testing.ts';

const RECEIVED_AT = Date.parse('2026-11-23T00:00:00Z');

// As Kamailio 5.6.3 wrote it.
const START = {
  event: 'start',
  callId: '1-20569@127.0.0.1',
  subscriber: '0312340001',
  from: 'sip:0312340001@127.0.0.1:15080',
  called: '0312345678',
  sourceIp: '127.0.0.1',
  userAgent: 'lab-pbx "1.0" \\ x',
  startedAt: '1795344127.954287',
  answeredAt: '1795344127.955921',
  at: '1795344127.956197',
  status: '200',
  method: 'INVITE',
};
const END = { ...START, event: 'end', at: '1795344130.500000', method: 'BYE' };
const ANSWERED = 1_795_344_127_956;

function feed(legs = new LegMemory()) {
  const decode = createKamailioDecoder('kamailio', legs);
  return (event: unknown) => {
    const bytes = Buffer.from(typeof event === 'string' ? event : JSON.stringify(event));
    const decoded = decode(bytes, 0, bytes.length, RECEIVED_AT);
    if (decoded.outcome === 'ok') return decoded.cdr;
    return decoded.outcome === 'skip' ? 'skip' : `${decoded.reason} ${decoded.field}`;
  };
}

describe('createKamailioDecoder', () => {
  it('reads the start of a call', () => {
    expect(feed()(START)).toMatchObject({
      source: 'kamailio',
      callId: '1-20569@127.0.0.1',
      event: 'start',
      at: ANSWERED,
      subscriber: '0312340001',
      line: '0312340001',
      calling: '0312340001',
      called: '0312345678',
      startedAt: 1_795_344_127_954,
      answeredAt: ANSWERED,
      sourceIp: '127.0.0.1',
      userAgent: 'lab-pbx "1.0" \\ x',
    });
  });

  it.each(['end', 'stop', 'bye-sent'])('reads %s as the end of a call', (event) => {
    expect(feed()({ ...END, event })).toMatchObject({
      event: 'stop',
      subscriber: '0312340001',
      answeredAt: ANSWERED,
      endedAt: 1_795_344_130_500,
      cause: 16,
      barred: false,
    });
  });

  it('finds whose call an orphan ended', () => {
    const take = feed();
    take(START);
    expect(
      take({ event: 'bye-orphan', callId: '1-20569@127.0.0.1', at: '1795344190.25' }),
    ).toMatchObject({
      event: 'stop',
      subscriber: '0312340001',
      called: '0312345678',
      answeredAt: ANSWERED,
      endedAt: 1_795_344_190_250,
    });
  });

  it('refuses an orphan of which nothing is known', () => {
    expect(feed()({ event: 'bye-orphan', callId: 'x', at: '1795344190.25' })).toBe(
      'missing-field subscriber',
    );
  });

  it.each([
    ['failed', '486', 17, false],
    ['barred', '403', 21, true],
    ['failed', undefined, undefined, false],
  ])('reads %s with status %s', (event, status, cause, barred) => {
    expect(feed()({ ...START, event, status })).toMatchObject({
      event: 'stop',
      answeredAt: undefined,
      endedAt: ANSWERED,
      cause,
      barred,
    });
  });

  it('finds an event in the line of a log', () => {
    const line = ` 5(1234) INFO: {1 1 INVITE x} <script>: EVENT ${JSON.stringify(START)}`;
    expect(feed()(line)).toMatchObject({ event: 'start', subscriber: '0312340001' });
    expect(detectFormat(Buffer.from(`0(1) INFO: up\n${line}\n`))).toBe('kamailio-json');
  });

  it('takes what Kamailio prints for nothing for nothing', () => {
    expect(feed()({ ...START, subscriber: '<null>', userAgent: '<null>' })).toMatchObject({
      subscriber: undefined,
      line: '0312340001',
      userAgent: undefined,
    });
  });

  it.each([
    ['an event of another kind', { event: 'register', callId: 'x' }],
    ['a challenge', { ...START, event: 'failed', status: '407' }],
    ['another line of the log', '0(1) INFO: <core>: up'],
  ])('skips %s', (_name, event) => {
    expect(feed()(event)).toBe('skip');
  });

  it.each([
    ['no event', { ...START, event: undefined }, 'missing-field event'],
    ['no call id', { ...START, callId: undefined }, 'missing-field callId'],
    ['a number as call id', { ...START, callId: 5 }, 'bad-field callId'],
    ['a time in words', { ...START, startedAt: 'soon' }, 'bad-time startedAt'],
    ['no time', { ...END, at: undefined }, 'missing-field at'],
    ['no number', { ...START, called: undefined }, 'missing-field called'],
    ['an object as number', { ...START, called: {} }, 'bad-field called'],
    ['a list', '[1]', 'not-object null'],
    ['half an event', '{"event":"start"', 'not-json null'],
    ['half an event of a log', 'x: EVENT {"event":"start"', 'not-json null'],
  ])('refuses %s', (_name, event, fault) => {
    expect(feed()(event)).toBe(fault);
  });

  it.each([
    [START, 'kamailio-json'],
    [{ event: 'bye-orphan', callId: 'x', at: '1795344190' }, 'kamailio-json'],
    [buildCdrJson({ event: 'end' }), 'ndjson'],
    [buildCdrJson({ event: 'start' }), 'ndjson'],
    [buildCdrJson({ event: undefined }), 'ndjson'],
  ])('is told from records of our own form: %j', (record, format) => {
    expect(detectFormat(Buffer.from(`${JSON.stringify(record)}\n`))).toBe(format);
  });
});
