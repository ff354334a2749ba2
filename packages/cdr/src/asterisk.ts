import { hash } from 'node:crypto';
import { type AsteriskRow, readAsteriskRow } from './asterisk-row.ts';
import { type AsteriskTimes, asteriskTimes } from './asterisk-times.ts';
import { checkRecord } from './check-record.ts';
import type { Decoded, RecordDecoder } from './decoded.ts';
import { type RawRecord, rawRecord } from './raw-record.ts';
import { recordText } from './record-text.ts';
import { type Reject, reject } from './reject.ts';
import { createZoneResolver } from './zone-offset.ts';

const LONGEST_CALL_ID = 128;

const DISPOSITIONS = new Set([
  'ANSWERED',
  'NO ANSWER',
  'FAILED',
  'BUSY',
  'CONGESTION',
  'CANCEL',
  'UNKNOWN',
]);

/** The columns that a fault of the record's fields is blamed on. */
const COLUMN_OF: Record<string, string> = {
  callId: 'uniqueid',
  at: 'end',
  subscriber: 'accountcode',
  line: 'src',
  startedAt: 'start',
  answeredAt: 'answer',
  endedAt: 'end',
  durationSec: 'billsec',
};

/**
 * Decodes rows of Asterisk's `Master.csv` (cdr/cdr_csv.c), which has 16 to 21 columns by its
 * configuration and times in the local time of `timeZone`. Every row is a `stop`; a fault names
 * its column. Throws a RangeError when `timeZone` is no IANA zone.
 */
export function createAsteriskDecoder(source: string, timeZone: string): RecordDecoder<Decoded> {
  const resolve = createZoneResolver(timeZone);
  return (bytes, start, end, receivedAt) => {
    const text = recordText(bytes, start, end);
    if (typeof text !== 'string') return text;
    const row = readAsteriskRow(text);
    if (row === undefined) return reject('not-csv');
    const decoded = checkRecord(recordOf(row, asteriskTimes(row, resolve)), source, receivedAt);
    return decoded.outcome === 'ok' ? checkDisposition(row, decoded) : blameColumn(decoded);
  };
}

function recordOf(row: AsteriskRow, times: AsteriskTimes): RawRecord {
  return rawRecord({
    callId: callIdOf(row),
    subscriber: row.accountcode,
    line: row.src,
    calling: row.src,
    called: row.dst,
    ...(row.disposition === 'ANSWERED' ? times : withoutTalk(times)),
    correlationId: row.linkedid,
    trunk: trunkOf(row.dstchannel),
  });
}

/** Faulty columns stay, to be found; readable ones say nothing on a call that was not answered. */
function withoutTalk(times: AsteriskTimes): AsteriskTimes {
  const { answeredAt, durationSec } = times;
  return {
    ...times,
    answeredAt: Number.isNaN(answeredAt) ? answeredAt : undefined,
    durationSec: Number.isNaN(durationSec) ? durationSec : 0,
  };
}

/** An answered call under another name would go unseen, so only Asterisk's own names pass. */
function checkDisposition(row: AsteriskRow, decoded: Decoded): Decoded {
  return DISPOSITIONS.has(row.disposition) ? decoded : reject('bad-field', 'disposition');
}

function blameColumn(fault: Reject): Reject {
  // Either column could have named the subscriber, so neither is at fault alone.
  if (fault.field === null || (fault.reason === 'missing-field' && fault.field === 'subscriber')) {
    return fault;
  }
  return reject(fault.reason, COLUMN_OF[fault.field] ?? fault.field);
}

/**
 * `uniqueid` is of the calling channel and repeats over the rows of a forked call, so the sequence
 * or else the called channel is added. Without one the row is known by channels, start and number.
 */
function callIdOf(row: AsteriskRow): string {
  const { uniqueid, sequence, channel, dstchannel, start, dst } = row;
  const parts =
    uniqueid === '' ? [channel, dstchannel, start, dst] : [uniqueid, sequence || dstchannel];
  const id = parts.filter((part) => part !== '').join('/');
  return id.length <= LONGEST_CALL_ID ? id : hash('sha256', id);
}

/** Technology and peer, unless the peer is a number: those stand nowhere but in number columns. */
function trunkOf(dstchannel: string): string | undefined {
  const peer = /^((?:PJSIP|SIP|IAX2)\/([^/;]+))-[0-9a-f]{4,8}$/i.exec(dstchannel);
  return peer === null || /^\+?\d{5,}$/.test(peer[2] as string) ? undefined : peer[1];
}
