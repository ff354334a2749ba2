import type { Reject } from '@sekisho/cdr';
import type { OutgoingMessage, Producer, TopicRecord } from '@sekisho/kafka';
import type { Tenure } from './tenure.ts';

/** A record that cannot be used, as it came. */
export interface RejectedRecord {
  tenure: Tenure;
  reject: Reject;
  partition: number;
  record: TopicRecord;
}

/** Where records go that cannot be used. */
export interface RejectedTopic {
  publish(records: readonly RejectedRecord[]): Promise<void>;
}

/** A broker takes messages of up to 1 MiB, unless told otherwise, and the headers count too. */
const MOST_VALUE_BYTES = 900_000;
/** No subscriber's is as long. Hashing a key takes the square of its length: 3 minutes for 1 MB. */
const MOST_KEY_BYTES = 1024;

/**
 * Publishes them unchanged, with the reason, the field at fault and where they stood. One too large
 * for any broker is cut, and its full length is told in the headers `bytes` and `keyBytes`.
 */
export function createRejectedTopic(producer: Producer, topic: string): RejectedTopic {
  return {
    async publish(records) {
      if (records.length === 0) return;
      const messages = records.map((rejected) => messageOf(rejected, topic));
      await producer.send(`${topic}.rejected`, messages);
    },
  };
}

function messageOf({ reject, partition, record }: RejectedRecord, topic: string): OutgoingMessage {
  const { key, value, offset } = record;
  const headers = headersOf(reject, `${topic}-${partition}-${offset}`);
  if (value !== null && value.length > MOST_VALUE_BYTES) headers['bytes'] = `${value.length}`;
  if (key !== null && key.length > MOST_KEY_BYTES) headers['keyBytes'] = `${key.length}`;
  return {
    key: key?.subarray(0, MOST_KEY_BYTES) ?? null,
    value: value?.subarray(0, MOST_VALUE_BYTES) ?? null,
    headers,
  };
}

function headersOf({ reason, field }: Reject, origin: string): Record<string, string> {
  return field === null ? { origin, reason } : { origin, reason, field };
}
