import { blame } from './blame.ts';
import { checkRecord } from './check-record.ts';
import { readCucmHead } from './cucm-head.ts';
import { type CucmRow, maskSecret, readCucmRow } from './cucm-row.ts';
import type { RecordDecoder } from './decoded.ts';
import { epochSeconds } from './epoch-seconds.ts';
import { fitCallId } from './fit-call-id.ts';
import { type RawRecord, rawRecord } from './raw-record.ts';
import { recordText } from './record-text.ts';
import { reject } from './reject.ts';
import { SKIPPED } from './skipped.ts';

const CALL_RECORD = '1';

const COLUMN_OF = {
  callId: 'pkid',
  at: 'dateTimeDisconnect',
  line: 'callingPartyNumber',
  calling: 'callingPartyNumber',
  called: 'finalCalledPartyNumber',
  startedAt: 'dateTimeOrigination',
  answeredAt: 'dateTimeConnect',
  endedAt: 'dateTimeDisconnect',
  durationSec: 'duration',
  cause: 'destCause_value',
};

/**
 * Decodes call records of Cisco Unified Communications Manager by the column names of their head.
 * Every row is the `stop` of a leg; a fault names its column. What a row that is refused has of a
 * forced authorisation code is overwritten in `bytes`.
 * @throws HeadError when the head lacks a column that is needed
 */
export function createCucmDecoder(source: string, head: readonly string[]): RecordDecoder {
  const columns = readCucmHead(head);
  const width = Math.max(...columns.values()) + 1;
  return (bytes, start, end, receivedAt) => {
    const text = recordText(bytes, start, end);
    const row = typeof text === 'string' ? readCucmRow(text, columns, width) : undefined;
    maskSecret(bytes, start, end, row, columns);
    if (typeof text !== 'string') return text;
    if (row === undefined) return reject('not-csv');
    if (row('cdrRecordType') !== CALL_RECORD) return SKIPPED;
    return blame(checkRecord(recordOf(row), source, receivedAt), COLUMN_OF);
  };
}

function recordOf(row: CucmRow): RawRecord {
  const answeredAt = epochSeconds(row('dateTimeConnect'));
  const diversion = diversionOf(row);
  const line = diversion?.divertedFrom ?? row('callingPartyNumber');
  return rawRecord({
    callId: callIdOf(row),
    line,
    calling: row('callingPartyNumber'),
    called: calledOf(row),
    ...diversion,
    startedAt: epochSeconds(row('dateTimeOrigination')),
    answeredAt,
    endedAt: epochSeconds(row('dateTimeDisconnect')),
    durationSec: answeredAt === undefined ? 0 : numberOf(row('duration')),
    cause: causeOf(row),
    correlationId: globalCallOf(row),
    sourceIp: sourceIpOf(row),
    trunk: trunkOf(row('destDeviceName')),
  });
}

/**
 * The key of the row: the global call id and the calling leg repeat over the rows of a call that
 * was transferred, and its second half would pass for a repeat of the first.
 */
function callIdOf(row: CucmRow): string {
  const legs = [row('origLegCallIdentifier'), row('destLegIdentifier')];
  return fitCallId(...(row('pkid') === '' ? [globalCallOf(row), ...legs] : [row('pkid')]));
}

function globalCallOf(row: CucmRow): string {
  const names = ['globalCallId_ClusterID', 'globalCallID_callManagerId', 'globalCallID_callId'];
  return names
    .map(row)
    .filter((part) => part !== '')
    .join('/');
}

/**
 * The number that left for the trunk is the one that the carrier bills: what was dialled may have
 * been forwarded, transferred or translated since.
 */
function calledOf(row: CucmRow): string {
  const names = ['outpulsedCalledPartyNumber', 'finalCalledPartyNumber'];
  return names.map(row).find((number) => number !== '') ?? row('originalCalledPartyNumber');
}

/** Reasons of the last redirection: forwarding in all its forms, and transfers. */
const FORWARDED = new Set(['1', '2', '9', '10', '15', '18', '50']);
const TRANSFERRED = new Set(['4', '34']);

/** A call that was sent on is paid by who sent it on, not by who called them. */
function diversionOf(row: CucmRow) {
  const divertedFrom = row('lastRedirectDn');
  const reason = row('lastRedirectRedirectReason');
  if (divertedFrom === '' || divertedFrom === row('finalCalledPartyNumber')) return undefined;
  if (FORWARDED.has(reason)) return { divertedFrom, legKind: 'forwarded' };
  return TRANSFERRED.has(reason) ? { divertedFrom, legKind: 'transferred' } : undefined;
}

/** Above 127 stand causes of Cisco's own, such as of a call that was split. */
function causeOf(row: CucmRow): number | undefined {
  const causes = [row('origCause_value'), row('destCause_value')].map(numberOf);
  return causes.find((cause) => cause !== undefined && cause !== 0 && !(cause > 127));
}

function numberOf(text: string): number | undefined {
  if (text === '') return undefined;
  return /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
}

/** Newer versions write it as it is; the number has the first octet in its lowest byte. */
function sourceIpOf(row: CucmRow): string | undefined {
  const written = row('origIpv4v6Addr');
  if (written !== '') return written;
  const text = row('origIpAddr');
  if (!/^-?\d{1,10}$/.test(text) || Number(text) === 0) return undefined;
  const address = Number(text);
  return [0, 8, 16, 24].map((shift) => (address >>> shift) & 0xff).join('.');
}

/** Unless the device is named by its number: those stand nowhere but in number columns. */
function trunkOf(device: string): string | undefined {
  return device === '' || /^\+?\d{5,}$/.test(device) ? undefined : device;
}
