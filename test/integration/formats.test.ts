import { describe, expect, it } from 'vitest';
import { replay } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { sekisho } from '../support/sekisho.ts';
import { ask, type Row } from '../support/store.ts';

const scratch = scratchFolder();

/** Replays files whose form nobody names, and asks for their calls. */
async function callsOf(files: Record<string, string>, flags: readonly string[] = []) {
  const paths = Object.entries(files).map(([name, text]) => scratch.write(name, text));
  const data = scratch.fresh('data');
  const run = await replay(paths, scratch.fresh('out'), ['--data', data, ...flags]);
  const rows: Row[] = await ask(data, 'select * from call order by started_at, call_id');
  return { ...run, rows };
}

const ABROAD = '010224601123456';

describe('Cisco CUCM', () => {
  const NAMES =
    '"cdrRecordType","globalCallID_callManagerId","globalCallID_callId","origLegCallIdentifier","dateTimeOrigination","origIpAddr","callingPartyNumber","originalCalledPartyNumber","finalCalledPartyNumber","destCause_value","dateTimeConnect","dateTimeDisconnect","pkid","duration","destDeviceName","authorizationCodeValue","outpulsedCalledPartyNumber"';
  const TYPES =
    'INTEGER,INTEGER,INTEGER,INTEGER,INTEGER,INTEGER,VARCHAR(50),VARCHAR(50),VARCHAR(50),INTEGER,INTEGER,INTEGER,UNIQUEIDENTIFIER,INTEGER,VARCHAR(129),VARCHAR(32),VARCHAR(50)';
  const row = (pkid: string, connect: number, duration: string) =>
    `1,1,120012,20863957,1740970800,-939392758,"0312345678","9${ABROAD}","9${ABROAD}",16,${connect},1740970865,"${pkid}",${duration},"SIP-TRUNK-1","73915","${ABROAD}"`;

  it('is read by the names of its columns', async () => {
    const lines = [NAMES, TYPES, row('u-1', 1740970805, '60'), row('u-2', 0, '0')];
    const text = [...lines, row('u-3', 1740970805, 'x'), ''].join('\r\n');
    const { rows, summary, rejected, stderr } = await callsOf({ 'cdr_1.csv': text });
    expect(summary).toMatchObject({ records: 3, accepted: 2, rejected: 1 });
    expect(rows).toMatchObject([
      {
        call_id: 'u-1',
        source: 'cucm',
        subscriber: 'line:0312345678',
        line: '0312345678',
        iso2: 'GN',
        started_at: '2025-03-03 03:00:00.000',
        answered_at: '2025-03-03 03:00:05.000',
        ended_at: '2025-03-03 03:01:05.000',
        duration_sec: 60,
        source_ip: '10.1.2.200',
        trunk: 'SIP-TRUNK-1',
      },
      { call_id: 'u-2', answered_at: null, duration_sec: 0 },
    ]);
    expect(rejected).toMatchObject([{ reason: 'bad-field', field: 'duration', line: 5 }]);
    expect(rejected[0]?.raw).toContain('"u-3"');
    expect(JSON.stringify([rejected, rows, stderr])).not.toContain('73915');
  });

  it('is refused as a whole where its head lacks a column', async () => {
    const names = NAMES.replace('"duration",', '');
    const file = scratch.write('headless.csv', `${names}\n${row('u-1', 0, '0')}\n`);
    const ended = await sekisho(['replay', file, '--out', scratch.fresh('out')]);
    expect(ended.code).not.toBe(0);
    expect(ended.stderr).toMatch(/headless\.csv.*lacks the columns duration/);
  });
});

describe('RADIUS accounting', () => {
  const request = (status: string, at: string, more = '') =>
    [
      'Mon Mar  3 12:00:07 2025',
      `\tAcct-Status-Type = ${status}`,
      '\tAcct-Session-Id = "a84b4c76e66710@pc33"',
      '\tUser-Name = "0312345678@carrier.example"',
      `\tCalled-Station-Id = "sip:${ABROAD}@carrier.example"`,
      `\tEvent-Timestamp = "${at}"`,
      `${more}\n`,
    ].join('\n');

  it('is read from detail files', async () => {
    const { rows, summary } = await callsOf({
      'detail-20250303': [
        request('Accounting-On', 'Mar  3 2025 12:00:00 JST'),
        request('Start', 'Mar  3 2025 12:00:05 JST'),
        request('Interim-Update', 'Mar  3 2025 12:00:35 JST', '\tAcct-Session-Time = 30\n'),
        request('Stop', 'Mar  3 2025 12:01:05 JST', '\tAcct-Session-Time = 60\n'),
      ].join('\n'),
    });
    expect(summary).toMatchObject({ records: 3, accepted: 3, rejected: 0 });
    expect(rows).toMatchObject([
      {
        call_id: 'a84b4c76e66710@pc33',
        source: 'radius',
        line: '0312345678',
        iso2: 'GN',
        answered_at: '2025-03-03 03:00:05.000',
        ended_at: '2025-03-03 03:01:05.000',
        duration_sec: 60,
      },
    ]);
  });
});

describe('Kamailio’s events', () => {
  it('are read from a file or a log, an orphan with its call', async () => {
    const start = {
      event: 'start',
      callId: '1-1@a',
      subscriber: 'acme',
      from: 'sip:0312345678@a',
      called: ABROAD,
      sourceIp: '192.0.2.1',
      userAgent: 'pbx',
      startedAt: '1740970800.000000',
      answeredAt: '1740970805.250000',
      at: '1740970805.250000',
    };
    const other = { ...start, callId: '1-2@a' };
    const { rows, summary } = await callsOf({
      'events.ndjson': [
        start,
        other,
        { ...start, event: 'end', at: '1740970865.500000' },
        { event: 'usrloc', at: '1740970865.5' },
        { ...start, callId: '1-3@a', event: 'barred', at: '1740970801.0', status: '403' },
      ]
        .map((event) => `${JSON.stringify(event)}\n`)
        .join(''),
      'kamailio.log': ` 5(9) INFO: <script>: up\n 5(9) INFO: <script>: EVENT {"event":"bye-orphan","callId":"1-2@a","at":"1740970835.25"}\n`,
    });
    expect(summary).toMatchObject({ records: 5, accepted: 5, rejected: 0 });
    expect(rows).toMatchObject([
      { call_id: '1-1@a', subscriber: 'acme', line: '0312345678', duration_sec: 60.25 },
      { call_id: '1-2@a', subscriber: 'acme', duration_sec: 30, source_ip: '192.0.2.1' },
      { call_id: '1-3@a', subscriber: 'acme', duration_sec: 0, answered_at: null },
    ]);
  });
});

describe('accounting lines of SIP proxies', () => {
  const line = (method: string, time: number, user: string, code = '200') =>
    `Mar  3 12:00:05 sip1 /usr/sbin/kamailio[7]: NOTICE: acc [acc.c:318]: acc_log_request(): ACC: transaction answered: timestamp=${time};method=${method};from_tag=1;to_tag=2;call_id=abc@a;code=${code};reason=OK;src_user=${user};src_domain=a;src_ip=192.0.2.1;dst_ouser=${ABROAD};dst_user=224601123456;dst_domain=a\n`;

  it('are read from a log among others', async () => {
    const { rows, summary, stderr } = await callsOf({
      'syslog.1': [
        'Mar  3 12:00:00 sip1 sshd[1]: Accepted\n',
        line('INVITE', 1740970800, '0312345678', '407'),
        line('INVITE', 1740970805, '0312345678'),
        // The called side hung up.
        line('BYE', 1740970865, '224601123456'),
      ].join(''),
    });
    expect(summary).toMatchObject({ records: 2, accepted: 2, rejected: 0 });
    expect(rows).toMatchObject([
      {
        call_id: 'abc@a',
        source: 'sip',
        line: '0312345678',
        iso2: 'GN',
        duration_sec: 60,
        source_ip: '192.0.2.1',
      },
    ]);
    expect(stderr).toMatch(/2 /);
  });
});

describe('flatstore', () => {
  const invite = (id: string, at: number) =>
    `INVITE|2daec40c|548625ac|${id}@0:0:0:0:0:0:0:0|200|OK|${at}|*prepaid|1001|${ABROAD}||3401:2069362475\n`;
  const bye = (id: string, at: number) =>
    `BYE|2daec40c|548625ac|${id}@0:0:0:0:0:0:0:0|200|OK|${at}|||||3401:2069362475\n`;

  it('is joined over files, in either order', async () => {
    const { rows, summary, rejected } = await callsOf({
      'acc_1.log': invite('a', 1436454408) + bye('b', 1436454651),
      'acc_2.log': bye('a', 1436454410) + invite('b', 1436454647),
    });
    expect(rows).toMatchObject([
      { call_id: 'a@0:0:0:0:0:0:0:0', source: 'opensips', line: '1001', duration_sec: 2 },
      { call_id: 'b@0:0:0:0:0:0:0:0', line: '1001', iso2: 'GN', duration_sec: 4 },
    ]);
    expect(summary).toMatchObject({ records: 4, accepted: 3, rejected: 1 });
    expect(rejected).toMatchObject([{ reason: 'missing-field', field: 'subscriber', line: 2 }]);
  });
});

describe('Asterisk’s channel events', () => {
  const event = (type: string, at: string, extra = '') =>
    `"${type}","${at}","Reception","0312345678","","","","${type === 'HANGUP' ? 'h' : ABROAD}","in","PJSIP/201-1","","","3","acme","1740970800.1","1740970800.1","","","","${extra}"\n`;

  it('give an answered call its talk time and number', async () => {
    const { rows, summary } = await callsOf({
      'Master.csv': [
        event('CHAN_START', '1740970800.250000'),
        event('ANSWER', '1740970805.250000'),
        event('BRIDGE_ENTER', '1740970805.260000'),
        event('HANGUP', '1740970865.500000', '{""hangupcause"":16}'),
        event('CHAN_END', '1740970865.500000'),
      ].join(''),
    });
    expect(summary).toMatchObject({ records: 2, accepted: 2, rejected: 0 });
    expect(rows).toMatchObject([
      {
        call_id: '1740970800.1',
        source: 'asterisk',
        subscriber: 'acme',
        line: '0312345678',
        iso2: 'GN',
        started_at: '2025-03-03 03:00:00.250',
        answered_at: '2025-03-03 03:00:05.250',
        ended_at: '2025-03-03 03:01:05.500',
        duration_sec: 60.25,
      },
    ]);
  });
});
