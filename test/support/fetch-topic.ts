import { Answer, askBroker, Body } from './broker-request.ts';

const FETCH = { key: 1, version: 4 };
const MOST_BYTES = 64 * 1_048_576;

/** A record as the broker keeps it. */
export interface FetchedRecord {
  offset: number;
  key: Buffer | null;
  value: Buffer | null;
  headers: Record<string, string>;
}

/** All that one partition holds, with the headers, which the consumer leaves out. */
export async function fetchTopic(
  broker: string,
  topic: string,
  partition = 0,
): Promise<FetchedRecord[]> {
  const fetched: FetchedRecord[] = [];
  for (;;) {
    const from = (fetched.at(-1)?.offset ?? -1) + 1;
    const some = await fetchFrom(broker, topic, partition, from);
    if (some.length === 0) return fetched;
    fetched.push(...some);
  }
}

async function fetchFrom(broker: string, topic: string, partition: number, from: number) {
  const request = new Body().int32(-1).int32(100).int32(0).int32(MOST_BYTES).int8(0);
  request.int32(1).text(topic).int32(1).int32(partition).int64(from).int32(MOST_BYTES);
  const answer = await askBroker(broker, FETCH, request);
  answer.int32();
  answer.int32();
  answer.text();
  answer.int32();
  answer.int32();
  const error = answer.int16();
  if (error !== 0) throw new Error(`fetching ${topic} failed with ${error}`);
  answer.int64();
  answer.int64();
  const aborted = answer.int32();
  if (aborted > 0) answer.take(16 * aborted);
  const records = answer.take(Math.max(0, answer.int32()));
  return batches(new Answer(records)).filter(({ offset }) => offset >= from);
}

function batches(answer: Answer): FetchedRecord[] {
  const records: FetchedRecord[] = [];
  while (answer.left > 12) {
    const base = answer.int64();
    const length = answer.int32();
    // The last one may be cut.
    if (answer.left < length) return records;
    records.push(...recordsOf(new Answer(answer.take(length)), base));
  }
  return records;
}

function recordsOf(batch: Answer, base: number): FetchedRecord[] {
  // Epoch, magic, checksum, attributes, last offset, two times, producer, its epoch, sequence.
  batch.take(4 + 1 + 4 + 2 + 4 + 8 + 8 + 8 + 2 + 4);
  return Array.from({ length: batch.int32() }, () => {
    batch.varint();
    batch.take(1);
    batch.varint();
    const offset = base + batch.varint();
    const key = batch.nullable(batch.varint());
    const value = batch.nullable(batch.varint());
    const headers = Array.from({ length: batch.varint() }, () => {
      const name = batch.take(batch.varint()).toString();
      return [name, batch.nullable(batch.varint())?.toString() ?? ''] as const;
    });
    return { offset, key, value, headers: Object.fromEntries(headers) };
  });
}
