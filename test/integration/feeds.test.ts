import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { buildRecord, ndjson, T0 } from '../support/record.ts';
import { replay } from '../support/replay.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { ask } from '../support/store.ts';

const scratch = scratchFolder();
const DAY = 86_400_000;

const calls = (callId: string, at = T0) =>
  ndjson([
    buildRecord({ callId: `${callId}-1`, startedAt: at, answeredAt: at, endedAt: at }),
    buildRecord({ callId: `${callId}-2`, startedAt: at, answeredAt: at, endedAt: at + 1000 }),
  ]);

describe('where records come from', () => {
  it('reads files, gzip and standard input in the order they are named', async () => {
    const plain = scratch.write('plain.ndjson', calls('plain'));
    const packed = scratch.write('packed.gz', gzipSync(calls('packed') + calls('plain')));
    const { summary, rejected } = await replay([packed, '-', plain], scratch.fresh('out'), [], {
      stdin: `${calls('stdin')}{}\n`,
    });
    expect(summary).toMatchObject({ records: 9, accepted: 6, duplicates: 2, rejected: 1 });
    expect(rejected).toEqual([
      { reason: 'missing-field', field: 'callId', file: '-', line: 3, raw: '{}' },
    ]);
  });

  it('reads gzip from standard input, members in a row', async () => {
    const stdin = Buffer.concat([gzipSync(calls('a')), gzipSync(calls('b'))]);
    const { summary } = await replay(['-'], scratch.fresh('out'), [], { stdin });
    expect(summary).toMatchObject({ records: 4, accepted: 4 });
  });

  it('takes nothing from an empty file', async () => {
    const empty = scratch.write('empty.ndjson', '');
    const blank = scratch.write('blank.ndjson', '\uFEFF\n \t\r\n\n');
    const run = await replay([empty, blank], scratch.fresh('out'));
    expect(run.summary).toMatchObject({ records: 0, accepted: 0, alerts: 0, restrictions: 0 });
    expect([run.alerts, run.restrictions, run.rejected]).toEqual([[], [], []]);
  });

  it('counts the lines of each file from 1', async () => {
    const first = scratch.write('first.ndjson', `\n${calls('first')}x\n`);
    const second = scratch.write('second.ndjson', 'y\n');
    const { rejected } = await replay([first, second], scratch.fresh('out'));
    expect(rejected.map(({ file, line }) => [file, line])).toEqual([
      [first, 4],
      [second, 1],
    ]);
  });

  it('merges files by time when asked to', async () => {
    const newer = scratch.write('newer.ndjson', calls('newer', T0 + 9 * DAY));
    const older = scratch.write('older.ndjson', calls('older'));
    const inTurn = await replay([newer, older], scratch.fresh('out'));
    const merged = await replay([newer, older], scratch.fresh('out'), ['--merge']);
    expect(inTurn.summary).toMatchObject({ accepted: 4, late: 2 });
    expect(merged.summary).toMatchObject({ accepted: 4, late: 0 });
  });
});

describe('Asterisk', () => {
  const row = (columns: Record<string, string | number>) =>
    Object.values({
      accountcode: '"acme"',
      src: '"0312345678"',
      dst: '"010224601123456"',
      dcontext: '"from-internal"',
      clid: '"""Reception"" <0312345678>"',
      channel: '"PJSIP/201-00000001"',
      dstchannel: '"PJSIP/carrier-00000002"',
      lastapp: '"Dial"',
      lastdata: '"PJSIP/010224601123456@carrier,60"',
      start: '"2025-03-03 12:00:00"',
      answer: '"2025-03-03 12:00:05"',
      end: '"2025-03-03 12:01:05"',
      duration: 65,
      billsec: 60,
      disposition: '"ANSWERED"',
      amaflags: '"DOCUMENTATION"',
      uniqueid: '"1740970800.1"',
      userfield: '""',
      peeraccount: '""',
      linkedid: '"1740970800.1"',
      sequence: '"1"',
      ...columns,
    }).join(',');

  it('is read as it stands in the contract', async () => {
    const file = scratch.write(
      'Master.csv',
      [
        row({}),
        '',
        row({ accountcode: '""', uniqueid: '"2.1"', linkedid: '"2.1"' }),
        row({ accountcode: '"busy"', answer: '""', billsec: 0, disposition: '"BUSY"' }),
        // Answered by an announcement of the exchange: not answered for us.
        row({ accountcode: '"failed"', billsec: 9, disposition: '"FAILED"' }),
        row({ accountcode: '"in"', dst: '"0355550100"', uniqueid: '"3.1"' }),
      ].join('\r\n'),
    );
    const data = scratch.fresh('data');
    const { summary } = await replay([file], scratch.fresh('out'), ['--data', data]);
    expect(summary).toMatchObject({ records: 5, accepted: 5, rejected: 0 });
    const rows = await ask(data, 'select * from call order by subscriber');
    expect(rows).toMatchObject([
      {
        subscriber: 'acme',
        line: '0312345678',
        source: 'asterisk',
        iso2: 'GN',
        started_at: '2025-03-03 03:00:00.000',
        answered_at: '2025-03-03 03:00:05.000',
        ended_at: '2025-03-03 03:01:05.000',
        duration_sec: 60,
        cost_jpy: 170,
      },
      { subscriber: 'busy', answered_at: null, duration_sec: 0, cost_jpy: 0 },
      { subscriber: 'failed', answered_at: null, duration_sec: 0, cost_jpy: 0 },
      { subscriber: 'in', kind: 'domestic' },
      { subscriber: 'line:0312345678', line: '0312345678', duration_sec: 60 },
    ]);
  });

  it('takes a source and a time zone', async () => {
    const file = scratch.write('utc.csv', `${row({})}\n`);
    const data = scratch.fresh('data');
    const flags = ['--source', 'pbx7', '--time-zone', 'UTC', '--format', 'asterisk-csv'];
    await replay([file], scratch.fresh('out'), [...flags, '--data', data]);
    expect(await ask(data, 'select source, started_at from call')).toEqual([
      { source: 'pbx7', started_at: '2025-03-03 12:00:00.000' },
    ]);
  });

  it('counts the legs of one linkedid once', async () => {
    const legs = ['1', '2', '3'].map((leg) => row({ sequence: `"${leg}"`, linkedid: '"7.7"' }));
    const file = scratch.write('legs.csv', `${legs.join('\n')}\n`);
    const rules = scratch.write(
      'one.yaml',
      'name: one\nrules: [{id: v, rule: calls, window: 1h, warning: 1}]\n',
    );
    const { summary, alerts } = await replay([file], scratch.fresh('out'), ['--rules', rules]);
    expect(summary).toMatchObject({ accepted: 3, duplicates: 0, alerts: 1 });
    expect(alerts).toMatchObject([{ calls: 1, costJpy: 170, rules: [{ observed: 1 }] }]);
  });

  it('takes a header for no record', async () => {
    const header =
      'accountcode,src,dst,dcontext,clid,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,disposition,amaflags,uniqueid,userfield,peeraccount,linkedid,sequence';
    const file = scratch.write('header.csv', `${header}\n${row({})}\n`);
    const { summary } = await replay([file], scratch.fresh('out'), ['--format', 'asterisk-csv']);
    expect(summary).toMatchObject({ records: 1, accepted: 1, rejected: 0 });
  });
});

describe('FreeSWITCH', () => {
  const document = (variables: Record<string, string>) => ({
    'core-uuid': '5f3c7bd0-9d7a-4f2d-8b0e-2d3f3f0c9f10',
    switchname: 'fs1',
    channel_data: { state: 'CS_REPORTING', direction: variables['direction'] },
    variables: {
      direction: 'inbound',
      uuid: 'a-leg',
      accountcode: 'acme',
      caller_id_number: '0312345678',
      destination_number: '010224601123456',
      start_epoch: '1740970800',
      answer_epoch: '1740970805',
      end_epoch: '1740970865',
      billsec: '60',
      hangup_cause_q850: '16',
      sip_network_ip: '198.51.100.7',
      sip_user_agent: 'PBX%201',
      ...variables,
    },
    callflow: [],
  });
  const bLeg = {
    uuid: 'b-leg',
    direction: 'outbound',
    originating_leg_uuid: 'a-leg',
    start_epoch: '1740970801',
    billsec: '61',
  };

  it('is read as it stands in the contract, a document a line or over several', async () => {
    const file = scratch.write(
      'cdrs.json',
      `${JSON.stringify(document({}))}\n${JSON.stringify(document(bLeg), null, 2)}\n`,
    );
    const data = scratch.fresh('data');
    const rules = scratch.write(
      'both.yaml',
      'name: both\nrules: [{id: v, rule: calls, window: 1h, warning: 1}]\n',
    );
    const { summary, alerts } = await replay([file], scratch.fresh('out'), [
      '--data',
      data,
      '--rules',
      rules,
    ]);
    expect(summary).toMatchObject({ records: 2, accepted: 2 });
    // The B leg comes with the A leg's uuid: one call.
    expect(alerts).toMatchObject([{ calls: 1, rules: [{ observed: 1 }] }]);
    const columns =
      'call_id, source, subscriber, line, iso2, started_at, duration_sec, source_ip, user_agent';
    expect(await ask(data, `select ${columns} from call order by call_id`)).toMatchObject([
      {
        call_id: 'a-leg',
        source: 'freeswitch',
        subscriber: 'acme',
        line: '0312345678',
        iso2: 'GN',
        started_at: '2025-03-03 03:00:00.000',
        duration_sec: 60,
        source_ip: '198.51.100.7',
        user_agent: 'PBX 1',
      },
      { call_id: 'b-leg', started_at: '2025-03-03 03:00:01.000', duration_sec: 61 },
    ]);
  });

  it('takes a source, and an unanswered call', async () => {
    const unanswered = document({ answer_epoch: '0', billsec: '0', hangup_cause_q850: '17' });
    const file = scratch.write('busy.json', JSON.stringify(unanswered));
    const data = scratch.fresh('data');
    await replay([file], scratch.fresh('out'), ['--source', 'fs9', '--data', data]);
    expect(await ask(data, 'select source, answered_at, duration_sec from call')).toEqual([
      { source: 'fs9', answered_at: null, duration_sec: 0 },
    ]);
  });
});
