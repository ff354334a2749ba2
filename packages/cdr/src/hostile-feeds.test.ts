import { describe, expect, it } from 'vitest';
import type { RecordFormat } from './formats.ts';
import { createReading } from './reading.ts';
import { createRandom, mutate } from './testing-mutations.ts';

const RECEIVED_AT = Date.parse('2026-01-06T00:00:00Z');
const REASONS = new Set(
  ['not-json', 'not-utf8', 'not-object', 'not-csv', 'too-large'].concat([
    'missing-field',
    'bad-field',
    'bad-time',
  ]),
);

/** Each is good as it stands; what follows a head line is a record. */
const TEMPLATES: readonly [RecordFormat, string, string[]][] = [
  [
    'cucm-csv',
    '"cdrRecordType","globalCallID_callManagerId","globalCallID_callId","dateTimeOrigination","origIpAddr","callingPartyNumber","originalCalledPartyNumber","finalCalledPartyNumber","destCause_value","dateTimeConnect","dateTimeDisconnect","pkid","duration","authorizationCodeValue"',
    ['1,1,7,1767603600,-9,"0312345678","0101","0101",16,1767603605,1767603665,"u-1",60,"73915"'],
  ],
  [
    'radius-detail',
    '',
    [
      'Mon Jan  5 18:00:05 2026\n\tAcct-Status-Type = Stop\n\tAcct-Session-Id = "a\\351b"\n\tUser-Name = "0312345678"\n\tCalled-Station-Id = "0101"\n\tAcct-Session-Time = 60\n\th323-connect-time = "18:00:05.1 JST Mon Jan 5 2026"\n\tEvent-Timestamp = "Jan  5 2026 18:01:05 JST"',
    ],
  ],
  [
    'kamailio-json',
    '',
    [
      '{"event":"start","callId":"a@b","subscriber":"C1","from":"sip:1@x","called":"0101","startedAt":"1767603600.5","answeredAt":"1767603605.5","at":"1767603605.6"}',
      'INFO: EVENT {"event":"end","callId":"a@b","at":"1767603665.6"}',
    ],
  ],
  [
    'acc-log',
    '',
    [
      'Jan  5 sip1 kamailio[1]: ACC: transaction answered: timestamp=1767603600;method=INVITE;from_tag=1;to_tag=2;call_id=a@b;code=200;reason=OK;src_user=alice;dst_ouser=0101;dst_user=101',
      'ACC: call ended: created=1767603600;call_start_time=1767603605;duration=3;ms_duration=2150;setuptime=2;method=INVITE;from_tag=1;to_tag=2;call_id=abc;code=200;reason=OK;src_user=alice;dst_ouser=0101',
    ],
  ],
  [
    'opensips-flatstore',
    '',
    [
      'INVITE|1|2|a@b|200|OK|1767603600|*prepaid|1001|1002||1:2',
      'BYE|1|2|a@b|200|OK|1767603660|||||1:2',
    ],
  ],
  [
    'asterisk-cel',
    '',
    ['CHAN_START', 'ANSWER', 'HANGUP'].map(
      (type) =>
        `"${type}","1767603600.25","","0312345678","","","","0101","in","PJSIP/1-1","","","3","C1","1.1","1.1","","","","{""hangupcause"":16}"`,
    ),
  ],
];

describe.each(TEMPLATES)('a %s decoder', (format, head, records) => {
  const open = () => createReading(format).open([Buffer.from(head)]);

  it('takes the records as they stand', () => {
    const decode = open();
    for (const record of records) {
      const bytes = Buffer.from(record);
      expect(decode(bytes, 0, bytes.length, RECEIVED_AT).outcome).not.toBe('reject');
    }
  });

  it('accounts for each of 60,000 mutated records, in little time', () => {
    const decode = open();
    const bytes = Buffer.alloc(16_384);
    const random = createRandom(60_000);
    const seen = new Map<string, number>();
    for (let i = 0; i < 60_000; i++) {
      let length = bytes.write(records[i % records.length] as string);
      for (let n = random(4); n >= 0; n--) length = mutate(bytes, length, random);
      const decoded = decode(bytes, 0, length, RECEIVED_AT);
      const outcome = decoded.outcome === 'reject' ? decoded.reason : decoded.outcome;
      seen.set(outcome, (seen.get(outcome) ?? 0) + 1);
    }
    const reasons = [...seen.keys()].filter((outcome) => outcome !== 'ok' && outcome !== 'skip');
    expect(reasons.filter((reason) => !REASONS.has(reason))).toEqual([]);
    expect([...seen.values()].reduce((sum, n) => sum + n, 0)).toBe(60_000);
    // The mutations reach every kind of fault, not only the parser's first.
    for (const outcome of ['ok', 'not-utf8', 'missing-field', 'bad-field', 'bad-time']) {
      expect(seen.get(outcome), outcome).toBeGreaterThan(0);
    }
  });

  it.each([
    '"',
    ' ',
    'a',
    ';src_user=',
    '|',
    '\\',
    'x="',
    ': ACC: a: ',
    'EVENT {',
    '\n\tx = "',
    '{',
  ])('is quick with a record full of %j', (piece) => {
    const bytes = Buffer.from(piece.repeat(Math.floor(65_536 / piece.length)));
    const began = performance.now();
    open()(bytes, 0, bytes.length, RECEIVED_AT);
    expect(performance.now() - began).toBeLessThan(500);
  });
});
