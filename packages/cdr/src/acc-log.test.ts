import { describe, expect, it } from 'vitest';
import { createAccLogDecoder } from './acc-log.ts';
import { detectFormat } from './format.ts';
import { LegMemory } from './leg-memory.ts';

const RECEIVED_AT = Date.parse('2026-01-06T00:00:00Z');

const INVITE =
  'ACC: transaction answered: timestamp=1374493797;method=INVITE;from_tag=1c1;to_tag=2d2;call_id=abc@192.168.178.46;code=200;reason=OK;src_user=alice;src_domain=kamailio.lab;src_ip=192.168.178.46;dst_ouser=carol;dst_user=carol;dst_domain=kamailio.lab';
const BYE = INVITE.replace('1374493797', '1374493800').replace('INVITE', 'BYE');
const BY_CALLEE = BYE.replace('src_user=alice', 'src_user=carol');
const SYSLOG = 'Jul 22 11:49:57 sip1 /usr/sbin/kamailio[1234]: NOTICE: acc [acc.c:318]: ';
const ENDED =
  'Jul 22 11:50:00 sip1 opensips[99]: ACC: call ended: created=1374493795;call_start_time=1374493797;duration=3;ms_duration=2150;setuptime=2;method=INVITE;from_tag=1;to_tag=2;call_id=abc;code=200;reason=OK;src_user=alice;dst_ouser=010442079460000;dst_user=442079460000';

const ANSWERED = Date.parse('2013-07-22T11:49:57Z');

function feed(legs = new LegMemory()) {
  const decode = createAccLogDecoder('sip', legs);
  return (line: string) => {
    const bytes = Buffer.from(line, 'latin1');
    const decoded = decode(bytes, 0, bytes.length, RECEIVED_AT);
    if (decoded.outcome === 'ok') return decoded.cdr;
    return decoded.outcome === 'skip' ? 'skip' : `${decoded.reason} ${decoded.field}`;
  };
}

describe('createAccLogDecoder', () => {
  it.each([
    ['the caller', BYE],
    ['who was called', BY_CALLEE],
  ])('joins a call that %s ended', (_name, bye) => {
    const take = feed();
    expect(take(SYSLOG + INVITE)).toMatchObject({
      callId: 'abc@192.168.178.46',
      event: 'start',
      at: ANSWERED,
      line: 'alice',
      calling: 'alice',
      called: 'carol',
      answeredAt: ANSWERED,
      sourceIp: '192.168.178.46',
    });
    expect(take(SYSLOG + bye)).toMatchObject({
      callId: 'abc@192.168.178.46',
      event: 'stop',
      line: 'alice',
      called: 'carol',
      answeredAt: ANSWERED,
      endedAt: ANSWERED + 3000,
      cause: 16,
    });
  });

  it('skips a change that who was called made to the call', () => {
    const take = feed();
    take(INVITE);
    const change = INVITE.replace('1374493797', '1374493798').replace('=alice', '=carol');
    expect(take(change)).toBe('skip');
    expect(take(change.replace('code=200', 'code=488'))).toBe('skip');
    expect(take(BYE)).toMatchObject({ line: 'alice', answeredAt: ANSWERED });
  });

  it('takes who hung up for the caller where the call is not known', () => {
    const stop = feed()(BYE);
    expect(stop).toMatchObject({ event: 'stop', line: 'alice', called: undefined });
  });

  it('takes the number as dialled, else as sent on', () => {
    const dialled = INVITE.replace('dst_ouser=carol', 'dst_ouser=010442079460000');
    expect(feed()(dialled)).toMatchObject({ called: '010442079460000' });
    expect(feed()(INVITE.replace('dst_ouser=carol;', ''))).toMatchObject({ called: 'carol' });
    expect(feed()(INVITE.replace('dst_ouser=carol', 'dst_ouser=<null>'))).toMatchObject({
      called: 'carol',
    });
  });

  it('reads OpenSIPS’ line of a whole call to the millisecond', () => {
    expect(feed()(ENDED)).toMatchObject({
      event: 'stop',
      line: 'alice',
      called: '010442079460000',
      startedAt: ANSWERED - 2000,
      answeredAt: ANSWERED,
      endedAt: ANSWERED + 2150,
      durationMs: 2150,
    });
    expect(feed()(ENDED.replace('ms_duration=2150;', ''))).toMatchObject({ durationMs: 3000 });
  });

  it.each([
    ['486', 17],
    ['404', 1],
    ['487', undefined],
  ])('takes %s for an unanswered call', (code, cause) => {
    const failed = INVITE.replace('code=200', `code=${code}`);
    const callId = `abc@192.168.178.46/${code}`;
    const stop = { callId, event: 'stop', answeredAt: undefined, endedAt: ANSWERED, cause };
    expect(feed()(failed)).toMatchObject(stop);
    expect(feed()(failed.replace('transaction answered', 'call missed'))).toMatchObject(stop);
  });

  it('cuts at known keys alone', () => {
    const line = INVITE.replace('reason=OK', 'reason=OK; all=well').replace(
      'src_user=alice',
      'src_user=+81312345678;phone-context=x',
    );
    expect(feed()(line)).toMatchObject({ line: '+81312345678' });
    expect(feed()(`${INVITE.replace('dst_user=carol', 'dst_user=c')};other=1`)).toMatchObject({
      called: 'carol',
    });
  });

  it.each([
    ['another program', 'Jul 22 11:49:57 sip1 sshd[1]: Accepted publickey'],
    ['an acknowledgement', INVITE.replace('transaction answered', 'request acknowledged')],
    ['another request', INVITE.replace('INVITE', 'MESSAGE')],
    ['a challenge', INVITE.replace('code=200', 'code=407')],
    ['a mark that somebody sent', `NOTICE: agent xACC: transaction answered: ${INVITE.slice(27)}`],
  ])('skips %s', (_name, line) => {
    expect(feed()(line)).toBe('skip');
  });

  it.each([
    ['no method', INVITE.replace('method=INVITE;', ''), 'missing-field method'],
    ['no call id', INVITE.replace('abc@192.168.178.46', ''), 'missing-field call_id'],
    ['a key twice', INVITE.replace('OK', 'OK;src_user=bob'), 'bad-field src_user'],
    ['a bad code', INVITE.replace('code=200', 'code=2oo'), 'bad-field code'],
    ['a bad time', INVITE.replace('1374493797', 'now'), 'bad-time timestamp'],
    ['no time', INVITE.replace('timestamp=1374493797;', ''), 'missing-field timestamp'],
    ['nobody', INVITE.replace('src_user=alice', 'src_user='), 'missing-field subscriber'],
    ['a bad duration', ENDED.replace('=2150', '=-1'), 'bad-time call_start_time'],
    ['bytes that are not UTF-8', INVITE.replace('OK', '\xff'), 'not-utf8 null'],
  ])('refuses %s', (_name, line, fault) => {
    expect(feed()(line)).toBe(fault);
  });

  it('is told from the first of its lines', () => {
    const log = `Jul 22 11:49:57 sip1 sshd[1]: x\n${SYSLOG}${INVITE}\n`;
    expect(detectFormat(Buffer.from(log))).toBe('acc-log');
  });
});
