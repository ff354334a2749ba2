import {
  type Cdr,
  checkOptions,
  decodeNdjsonLine,
  type RecordDecoder,
  type Reject,
  reject,
  type Skipped,
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

/** Checks the record in `bytes[start, end)`, received at an epoch ms, and finds its key. */
export type KeyRecord<Outcome = KeyedRecord | Reject | Skipped> = (
  bytes: Buffer,
  start: number,
  end: number,
  receivedAt: number,
) => Outcome;

/** Of records in the contract's form, none of which is skipped. */
export type ContractKeyRecord = KeyRecord<KeyedRecord | Reject>;

export interface KeyRecordParts {
  owners: Owners;
  metrics: CollectorMetrics;
}

/** Takes records as a decoder understands them, and writes them in the contract's form. */
export function createKeyRecord(parts: KeyRecordParts, decode: RecordDecoder): KeyRecord {
  return (bytes, start, end, receivedAt) => {
    const decoded = decode(bytes, start, end, receivedAt);
    if (decoded.outcome !== 'ok') return decoded;
    const { cdr } = decoded;
    const key = keyOf(cdr, parts);
    return keyed(cdr, key, encodeRecord({ ...cdr, subscriber: key }));
  };
}

/**
 * Takes records in the contract's own form; one that lacks nothing is passed on byte for byte.
 * `source` names the source of those that name none; a RangeError unless it has 1–64 characters.
 */
export function createContractKeyRecord(
  parts: KeyRecordParts,
  source: string | undefined,
): ContractKeyRecord {
  checkOptions({ source });
  return (bytes, start, end, receivedAt) => {
    const decoded = decodeNdjsonLine(bytes, start, end, receivedAt, NO_SOURCE);
    if (decoded.outcome === 'reject') return decoded;
    const { cdr } = decoded;
    const isComplete = hasAll(cdr, source);
    if (cdr.source === NO_SOURCE) cdr.source = source ?? DEFAULT_SOURCE;
    const key = keyOf(cdr, parts);
    const value = isComplete
      ? bytes.subarray(start, end)
      : encodeRecord({ ...cdr, subscriber: key });
    return keyed(cdr, key, value);
  };
}

function keyOf(cdr: Cdr, { owners, metrics }: KeyRecordParts): string {
  const owner = owners.of(cdr);
  owners.follow(cdr, owner);
  if (!owner.isKnown) metrics.unknownLines.inc();
  return owner.subscriber;
}

function keyed(cdr: Cdr, key: string, value: Buffer): KeyedRecord | Reject {
  // A character can take more room in JSON than where it stood.
  if (value.length > MAX_RECORD_BYTES) return reject('too-large');
  return { outcome: 'ok', key, value, at: cdr.at };
}

/** Such a record is passed on byte for byte. */
function hasAll(cdr: Cdr, source: string | undefined): boolean {
  return cdr.subscriber !== undefined && (cdr.source !== NO_SOURCE || source === undefined);
}
