import { describe, expect, it } from 'vitest';
import { createCucmDecoder } from './cucm.ts';
import { detectFormat } from './format.ts';
import { createReading } from './reading.ts';
import { HeadError } from './record-reading.ts';

const RECEIVED_AT = Date.parse('2026-01-06T00:00:00Z');

const ROW = {
  cdrRecordType: '1',
  globalCallID_callManagerId: '1',
  globalCallID_callId: '120012',
  origLegCallIdentifier: '20863957',
  dateTimeOrigination: '1767603600',
  origNodeId: '1',
  origSpan: '0',
  // 10.1.2.200 with its octets turned round, and a sign.
  origIpAddr: '-939392758',
  callingPartyNumber: '"0312345678"',
  origCause_value: '0',
  destLegIdentifier: '20863958',
  originalCalledPartyNumber: '"9010442079460000"',
  finalCalledPartyNumber: '"9010442079460000"',
  destCause_value: '16',
  dateTimeConnect: '1767603605',
  dateTimeDisconnect: '1767603665',
  lastRedirectDn: '"9010442079460000"',
  pkid: '"7c2f6c02-6b55-4f3a-9d3e-1f1f3a0b6a11"',
  duration: '60',
  origDeviceName: '"SEP0011223344AA"',
  destDeviceName: '"SIP-TRUNK-1"',
  lastRedirectRedirectReason: '0',
  globalCallId_ClusterID: '"StandAloneCluster"',
  authorizationCodeValue: '""',
  outpulsedCalledPartyNumber: '"010442079460000"',
};
type Columns = Partial<Record<keyof typeof ROW, string>>;

const NAMES = Object.keys(ROW).map((name) => `"${name}"`);
const TYPES = Object.values(ROW).map((value) =>
  value.startsWith('"') ? 'VARCHAR(50)' : 'INTEGER',
);
const HEAD = NAMES.join(',');

function lineOf(columns: Columns = {}): string {
  return Object.values({ ...ROW, ...columns }).join(',');
}

function decodeLine(line: string, head = HEAD) {
  const bytes = Buffer.from(line, 'latin1');
  const decoded = createCucmDecoder('cucm', [head])(bytes, 0, bytes.length, RECEIVED_AT);
  return { decoded, left: bytes.toString('latin1') };
}

function taken(columns: Columns = {}) {
  const { decoded } = decodeLine(lineOf(columns));
  if (decoded.outcome !== 'ok') throw new Error(JSON.stringify(decoded));
  return decoded.cdr;
}

describe('createCucmDecoder', () => {
  it('reads an answered call', () => {
    expect(taken()).toMatchObject({
      source: 'cucm',
      callId: '7c2f6c02-6b55-4f3a-9d3e-1f1f3a0b6a11',
      event: 'stop',
      line: '0312345678',
      calling: '0312345678',
      called: '010442079460000',
      startedAt: Date.parse('2026-01-05T09:00:00Z'),
      answeredAt: Date.parse('2026-01-05T09:00:05Z'),
      endedAt: Date.parse('2026-01-05T09:01:05Z'),
      durationMs: 60_000,
      cause: 16,
      correlationId: 'StandAloneCluster/1/120012',
      sourceIp: '10.1.2.200',
      trunk: 'SIP-TRUNK-1',
      legKind: undefined,
    });
  });

  it('reads columns in any order and case, behind their names', () => {
    const names = [...NAMES].reverse().join(',').toLowerCase();
    const line = Object.values(ROW).reverse().join(',');
    const { decoded } = decodeLine(line, names);
    expect(decoded).toEqual({ outcome: 'ok', cdr: taken() });
  });

  it('finds no talk in a call that was not connected', () => {
    const call = taken({ dateTimeConnect: '0', duration: '3', destCause_value: '17' });
    expect(call).toMatchObject({ answeredAt: undefined, durationMs: 0, cause: 17 });
  });

  it.each<[string, Columns, string]>([
    ['that left for the trunk', {}, '010442079460000'],
    ['that it ended at', { outpulsedCalledPartyNumber: '""' }, '9010442079460000'],
    [
      'that was dialled',
      { outpulsedCalledPartyNumber: '""', finalCalledPartyNumber: '""' },
      '9010442079460000',
    ],
  ])('bills the number %s', (_name, columns, called) => {
    expect(taken(columns).called).toBe(called);
  });

  it('lets who forwarded a call pay for it', () => {
    const columns = { callingPartyNumber: '"0355550100"', lastRedirectDn: '"0312345678"' };
    const forwarded = { ...columns, lastRedirectRedirectReason: '15' };
    expect(taken(forwarded)).toMatchObject({
      line: '0312345678',
      calling: '0355550100',
      legKind: 'forwarded',
      divertedFrom: '0312345678',
    });
    expect(taken({ ...columns, lastRedirectRedirectReason: '4' }).legKind).toBe('transferred');
    expect(taken(columns)).toMatchObject({ line: '0355550100', legKind: undefined });
  });

  it.each([
    ['""', '1/120012/20863957/20863958'],
    ['"x"', 'x'],
  ])('knows a row with pkid %s', (pkid, callId) => {
    expect(taken({ pkid, globalCallId_ClusterID: '""' }).callId).toBe(callId);
  });

  it.each([
    ['0', undefined],
    ['352737802', '10.90.6.21'],
    ['-1', '255.255.255.255'],
    ['x', undefined],
  ])('reads the address %s', (origIpAddr, sourceIp) => {
    expect(taken({ origIpAddr }).sourceIp).toBe(sourceIp);
  });

  it('leaves causes of Cisco’s own out', () => {
    expect(taken({ origCause_value: '393216' }).cause).toBe(16);
    expect(taken({ origCause_value: '393216', destCause_value: '0' }).cause).toBeUndefined();
  });

  it.each<[string, Columns, string]>([
    ['no end', { dateTimeDisconnect: '0' }, 'missing-field dateTimeDisconnect'],
    ['a bad end', { dateTimeDisconnect: 'x' }, 'bad-time dateTimeDisconnect'],
    ['a bad answer', { dateTimeConnect: 'x' }, 'bad-time dateTimeConnect'],
    ['a bad start', { dateTimeOrigination: '-1' }, 'bad-time dateTimeOrigination'],
    ['a bad duration', { duration: '6o' }, 'bad-field duration'],
    ['nobody', { callingPartyNumber: '""' }, 'missing-field subscriber'],
    ['a bad cause', { destCause_value: 'x' }, 'bad-field destCause_value'],
  ])('refuses a row with %s', (_name, columns, fault) => {
    const { decoded } = decodeLine(lineOf(columns));
    expect(decoded.outcome === 'reject' && `${decoded.reason} ${decoded.field}`).toBe(fault);
  });

  it('skips what is no call record', () => {
    expect(decodeLine(lineOf({ cdrRecordType: '2' })).decoded.outcome).toBe('skip');
  });

  it('keeps no forced authorisation code', () => {
    const secret = { authorizationCodeValue: '"73915"' };
    const good = decodeLine(lineOf(secret));
    expect(JSON.stringify(good.decoded)).not.toContain('73915');
    const bad = decodeLine(lineOf({ ...secret, duration: '6o' }));
    expect(bad.decoded).toMatchObject({ reason: 'bad-field' });
    expect(bad.left).not.toContain('73915');
    expect(bad.left).toContain('"0312345678"');
    for (const line of [
      `${lineOf(secret)},`,
      lineOf(secret).slice(0, -1),
      `${lineOf(secret)}\xff`,
    ]) {
      const { decoded, left } = decodeLine(line);
      expect(decoded.outcome).toBe('reject');
      expect(left).not.toContain('73915');
    }
  });
});

describe('the head of a CUCM file', () => {
  const reading = createReading('cucm-csv');
  const headLines = (...lines: string[]) =>
    reading.headLines(lines.map((line) => Buffer.from(line)));

  it('has names and mostly types', () => {
    expect(headLines()).toBe(1);
    expect(headLines(HEAD)).toBe(2);
    expect(headLines(HEAD, TYPES.join(','))).toBe(2);
    expect(headLines(HEAD, lineOf())).toBe(1);
    expect(detectFormat(Buffer.from(`${HEAD}\n${lineOf()}\n`))).toBe('cucm-csv');
  });

  it('must name the columns that are needed', () => {
    const without = NAMES.filter((name) => name !== '"duration"').join(',');
    expect(() => createCucmDecoder('cucm', [without])).toThrow(HeadError);
    expect(() => createCucmDecoder('cucm', [without])).toThrow(/lacks the columns duration;/);
    expect(() => createCucmDecoder('cucm', [])).toThrow(HeadError);
  });

  it('is not that of call quality records', () => {
    const quality = '"cdrRecordType","globalCallID_callManagerId","nodeId","dateTimeStamp"';
    expect(detectFormat(Buffer.from(`${quality}\n`))).toBeUndefined();
  });
});
