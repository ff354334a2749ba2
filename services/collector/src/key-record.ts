import {
  type Cdr,
  createDecoder,
  decodeNdjsonLine,
  type RecordDecoder,
  type RecordFormat,
  type Reject,
  reject,
} from '@sekisho/cdr';
import type { Owners } from '@sekisho/ledger';
import type { CollectorMetrics } from './collector-metrics.ts';
import { encodeRecord } from './encode-record.ts';
import type { KeyedRecord } from './record-sink.ts';

/** The most a record may have where it is read. */
const MAX_RECORD_BYTES = 65_536;
const DEFAULT_SOURCE = 'default';

/** Stands in for a missing source; no record can name it. */
const NO_SOURCE = '';

/** What a record came as. */
export interface RecordForm {
  format: RecordFormat;
  /** Names the source of records that name none. */
  source?: string | undefined;
  /** IANA zone of formats that write local times without one. */
  timeZone?: string | undefined;
}

/** Checks the record in `bytes[start, end)`, received at an epoch ms, and finds its key. */
export type KeyRecord = (
  bytes: Buffer,
  start: number,
  end: number,
  receivedAt: number,
) => KeyedRecord | Reject;

export interface KeyRecordParts {
  owners: Owners;
  metrics: CollectorMetrics;
}

/** Throws a RangeError for a bad `timeZone` or `source` (1–64 characters). */
export function createKeyRecord({ owners, metrics }: KeyRecordParts, form: RecordForm): KeyRecord {
  const decode = decoderOf(form);
  return (bytes, start, end, receivedAt) => {
    const decoded = decode(bytes, start, end, receivedAt);
    if (decoded.outcome === 'reject') return decoded;
    const { cdr } = decoded;
    const isComplete = form.format === 'ndjson' && hasAll(cdr, form.source);
    if (cdr.source === NO_SOURCE) cdr.source = form.source ?? DEFAULT_SOURCE;
    const owner = owners.of(cdr);
    owners.follow(cdr, owner);
    if (!owner.isKnown) metrics.unknownLines.inc();
    const key = owner.subscriber;
    const value = isComplete
      ? bytes.subarray(start, end)
      : encodeRecord({ ...cdr, subscriber: key });
    // A character can take more room in JSON than where it stood.
    if (value.length > MAX_RECORD_BYTES) return reject('too-large');
    return { outcome: 'ok', key, value, at: cdr.at };
  };
}

function decoderOf({ format, source, timeZone }: RecordForm): RecordDecoder {
  const decode = createDecoder(format, { source, timeZone });
  if (format !== 'ndjson') return decode;
  return (bytes, start, end, receivedAt) =>
    decodeNdjsonLine(bytes, start, end, receivedAt, NO_SOURCE);
}

/** Such a record is passed on byte for byte. */
function hasAll(cdr: Cdr, source: string | undefined): boolean {
  return cdr.subscriber !== undefined && (cdr.source !== NO_SOURCE || source === undefined);
}
