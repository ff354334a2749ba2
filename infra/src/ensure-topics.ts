import { Kafka, logLevel } from 'kafkajs';
import type { Topic } from './topics.ts';

// Stands in for ensureTopics of @sekisho/kafka until that is there.
export async function ensureTopics(
  brokers: readonly string[],
  topics: readonly Topic[],
): Promise<void> {
  const kafka = new Kafka({ brokers: [...brokers], logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  try {
    const existing = await admin.listTopics();
    const lacking = topics.filter(({ topic }) => !existing.includes(topic));
    if (lacking.length === 0) return;
    await admin.createTopics({
      waitForLeaders: true,
      topics: lacking.map(({ topic, partitions }) => ({ topic, numPartitions: partitions })),
    });
  } finally {
    await admin.disconnect();
  }
}
