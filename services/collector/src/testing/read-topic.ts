import { randomBytes } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { startConsumer, type TopicRecord } from '@sekisho/kafka';

export type ReadRecord = TopicRecord & { partition: number };

/** Reads a topic from its beginning until `isEnough`, or throws. */
export async function readTopic(
  brokers: readonly string[],
  topic: string,
  isEnough: (records: readonly ReadRecord[]) => boolean,
): Promise<ReadRecord[]> {
  const read: ReadRecord[] = [];
  const group = `test-${randomBytes(6).toString('hex')}`;
  const consumer = await startConsumer(
    { brokers, clientId: 'test', group, topic },
    {
      onRevoke: () => undefined,
      onAssign: async () => undefined,
      onBatch: async ({ partition, records }) => {
        read.push(...records.map((record) => ({ ...record, partition })));
      },
      onFailure: (error) => {
        throw error;
      },
    },
  );
  const deadline = performance.now() + 30_000;
  while (!isEnough(read) && performance.now() < deadline) await wait(50);
  await consumer.stop();
  if (!isEnough(read)) throw new Error(`${topic} has only ${read.length} records`);
  return read;
}
