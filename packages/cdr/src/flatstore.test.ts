import { describe, expect, it } from 'vitest';
import { createFlatstoreDecoder } from './flatstore.ts';
import { detectFormat } from './format.ts';
import { LegMemory } from './leg-memory.ts';

const RECEIVED_AT = Date.parse('2026-01-06T00:00:00Z');

// ers/flatstore_it_test.go of CGRateS.
const INVITE =
  'INVITE|2daec40c|548625ac|dd0c4c617a9919d29a6175cdff223a9e@0:0:0:0:0:0:0:0|200|OK|1436454408|*prepaid|1001|1002||3401:2069362475';
const BYE =
  'BYE|2daec40c|548625ac|dd0c4c617a9919d29a6175cdff223a9e@0:0:0:0:0:0:0:0|200|OK|1436454410|||||3401:2069362475';
const MISSED = [
  'INVITE|ef6c6256|da501581|0bfdd176d1b93e7df3de5c6f4873ee04@0:0:0:0:0:0:0:0|487|Request Terminated|1436454643|*prepaid|1001|1002||1224:339382783',
  'INVITE|7905e511||81880da80a94bda81b425b09009e055c@0:0:0:0:0:0:0:0|404|Not Found|1436454668|*prepaid|1001|1002||1980:1216490844',
  'INVITE|324cb497|d4af7023|8deaadf2ae9a17809a391f05af31afb0@0:0:0:0:0:0:0:0|486|Busy here|1436454687|*postpaid|1002|1001||474:130115066',
];

const CALL_ID = 'dd0c4c617a9919d29a6175cdff223a9e@0:0:0:0:0:0:0:0';
const ANSWERED = Date.parse('2015-07-09T15:06:48Z');

function feed(legs = new LegMemory()) {
  const decode = createFlatstoreDecoder('opensips', legs);
  return (line: string) => {
    const bytes = Buffer.from(line, 'latin1');
    const decoded = decode(bytes, 0, bytes.length, RECEIVED_AT);
    if (decoded.outcome === 'ok') return decoded.cdr;
    return decoded.outcome === 'skip' ? 'skip' : `${decoded.reason} ${decoded.field}`;
  };
}

describe('createFlatstoreDecoder', () => {
  it('joins an INVITE and its BYE, which names nobody', () => {
    const take = feed();
    expect(take(INVITE)).toMatchObject({
      source: 'opensips',
      callId: CALL_ID,
      event: 'start',
      at: ANSWERED,
      line: '1001',
      calling: '1001',
      called: '1002',
      answeredAt: ANSWERED,
    });
    const stop = {
      callId: CALL_ID,
      event: 'stop',
      line: '1001',
      called: '1002',
      startedAt: undefined,
      answeredAt: ANSWERED,
      endedAt: ANSWERED + 2000,
      cause: 16,
    };
    expect(take(BYE)).toMatchObject(stop);
    // The same file once more tells the same.
    expect(take(INVITE)).toMatchObject({ event: 'start', answeredAt: ANSWERED });
    expect(take(BYE)).toMatchObject(stop);
  });

  it('keeps the end of a call whose BYE came in an earlier file', () => {
    const legs = new LegMemory();
    expect(feed(legs)(BYE)).toBe('missing-field subscriber');
    expect(feed(legs)(INVITE)).toMatchObject({
      event: 'stop',
      line: '1001',
      called: '1002',
      answeredAt: ANSWERED,
      endedAt: ANSWERED + 2000,
    });
    expect(feed(legs)(INVITE.replace('|1436454408|', '|1436454500|'))).toMatchObject({
      event: 'start',
    });
  });

  it.each([
    [MISSED[0], '0bfdd176d1b93e7df3de5c6f4873ee04@0:0:0:0:0:0:0:0/487', undefined],
    [MISSED[1], '81880da80a94bda81b425b09009e055c@0:0:0:0:0:0:0:0/404', 1],
    [MISSED[2], '8deaadf2ae9a17809a391f05af31afb0@0:0:0:0:0:0:0:0/486', 17],
  ])('takes a call that was missed for unanswered: %s', (line, callId, cause) => {
    const missed = { callId, event: 'stop', answeredAt: undefined, cause };
    expect(feed()(line as string)).toMatchObject(missed);
  });

  it('tells a call from the attempts before it', () => {
    const take = feed();
    expect(take(INVITE.replace('|200|OK|', '|503|No|'))).toMatchObject({
      callId: `${CALL_ID}/503`,
    });
    expect(take(INVITE)).toMatchObject({ callId: CALL_ID, event: 'start' });
    expect(take(BYE)).toMatchObject({ callId: CALL_ID, event: 'stop', answeredAt: ANSWERED });
  });

  it.each([
    ['a challenge', INVITE.replace('|200|OK|', '|407|Proxy Authentication Required|')],
    ['a redirection', INVITE.replace('|200|OK|', '|302|Moved|')],
    ['another request', INVITE.replace('INVITE', 'REGISTER')],
    ['a challenged BYE', BYE.replace('|200|OK|', '|401|Unauthorized|')],
  ])('skips %s', (_name, line) => {
    expect(feed()(line)).toBe('skip');
  });

  it('skips changes of a call, taken or refused', () => {
    const take = feed();
    take(INVITE);
    expect(
      take(INVITE.replace('|1436454408|*prepaid|1001|1002', '|1436454409|*prepaid|1002|1001')),
    ).toBe('skip');
    expect(take(INVITE.replace('|200|OK|1436454408|', '|488|No|1436454409|'))).toBe('skip');
    expect(take(BYE)).toMatchObject({ event: 'stop', line: '1001', answeredAt: ANSWERED });
    // The call is over: the same id begins another one.
    expect(take(INVITE.replace('|1436454408|', '|1436454420|'))).toMatchObject({ event: 'start' });
  });

  it.each([
    ['few columns', 'INVITE|a|b|c|200|OK', 'not-csv null'],
    ['no code', INVITE.replace('|200|', '||'), 'bad-field sip_code'],
    ['no call id', INVITE.replace(CALL_ID, ''), 'missing-field callid'],
    ['a delimiter in the reason', INVITE.replace('|OK|', '|O|K|'), 'bad-time time'],
    ['no time', INVITE.replace('1436454408', ''), 'missing-field time'],
    ['nobody', INVITE.replace('|1001|', '||'), 'missing-field subscriber'],
    [
      'no columns behind the time',
      INVITE.slice(0, INVITE.indexOf('|*')),
      'missing-field subscriber',
    ],
    ['bytes that are not UTF-8', INVITE.replace('OK', '\xff'), 'not-utf8 null'],
  ])('refuses %s', (_name, line, fault) => {
    expect(feed()(line)).toBe(fault);
  });

  it('is told from its first line', () => {
    expect(detectFormat(Buffer.from(`${BYE}\n${INVITE}\n`))).toBe('opensips-flatstore');
  });
});
