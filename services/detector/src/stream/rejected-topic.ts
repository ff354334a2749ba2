import type { Reject } from '@sekisho/cdr';
import type { Producer, TopicRecord } from '@sekisho/kafka';
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

/** Publishes them unchanged, with the reason, the field at fault and where they stood. */
export function createRejectedTopic(producer: Producer, topic: string): RejectedTopic {
  return {
    async publish(records) {
      if (records.length === 0) return;
      const messages = records.map(({ reject, partition, record }) => ({
        key: record.key,
        value: record.value,
        headers: headersOf(reject, `${topic}-${partition}-${record.offset}`),
      }));
      await producer.send(`${topic}.rejected`, messages);
    },
  };
}

function headersOf({ reason, field }: Reject, origin: string): Record<string, string> {
  return field === null ? { origin, reason } : { origin, reason, field };
}
