import { type Decoded, decodeNdjsonLine, reject } from '@sekisho/cdr';
import type { TopicBatch, TopicRecord } from '@sekisho/kafka';

const EMPTY = Buffer.alloc(0);

/** A batch of a topic, decoded. */
export interface KafkaBatch {
  readonly records: readonly TopicRecord[];
  readonly outcomes: readonly Decoded[];
}

/** @param now epoch ms; a record counts as received when it was written, and never in the future */
export function decodeBatch({ records }: TopicBatch, now: number): KafkaBatch {
  return { records, outcomes: records.map((record) => decode(record, now)) };
}

function decode({ key, value, timestamp }: TopicRecord, now: number): Decoded {
  const bytes = value ?? EMPTY;
  const decoded = decodeNdjsonLine(bytes, 0, bytes.length, Math.min(timestamp, now));
  if (decoded.outcome === 'reject') return decoded;
  const { subscriber } = decoded.cdr;
  if (subscriber === undefined) return reject('missing-field', 'subscriber');
  // In another partition its windows would be another detector's.
  return key?.toString() === subscriber ? decoded : reject('bad-key', 'subscriber');
}
