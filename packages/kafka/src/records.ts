import type { Batch, KafkaMessage } from 'kafkajs';

/** One record of a topic. Offsets are exact: they stay below 2^53. */
export interface TopicRecord {
  key: Buffer | null;
  value: Buffer | null;
  offset: number;
  /** Epoch ms. */
  timestamp: number;
}

/** Consecutive records of one partition, at least one; offsets may have gaps. */
export interface TopicBatch {
  partition: number;
  records: readonly TopicRecord[];
  /** The offset that the next record written will have. */
  endOffset: number;
}

/** The offset that the library asked for; its own types leave this field out. */
interface FetchedBatch extends Batch {
  fetchedOffset: string;
}

export function batchOf({ partition, messages, highWatermark }: Batch): TopicBatch {
  return { partition, records: messages.map(recordOf), endOffset: Number(highWatermark) };
}

export function fetchedOffset(batch: Batch): number {
  return Number((batch as FetchedBatch).fetchedOffset);
}

function recordOf({ key, value, offset, timestamp }: KafkaMessage): TopicRecord {
  return { key, value, offset: Number(offset), timestamp: Number(timestamp) };
}
