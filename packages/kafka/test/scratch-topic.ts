import { randomBytes } from 'node:crypto';
import { withAdmin } from '../src/admin.ts';
import { ensureTopics } from '../src/ensure-topics.ts';

export interface ScratchTopic {
  readonly topic: string;
  readonly group: string;
  remove(): Promise<void>;
}

/** The brokers that the environment names; without them a test fails. */
export function testBrokers(): readonly string[] {
  const brokers = process.env['KAFKA_BROKERS'];
  if (!brokers) throw new Error('KAFKA_BROKERS is not set: these tests need a Kafka');
  return brokers.split(',');
}

/** A topic of its own, and a name for a group that reads it. */
export async function makeScratchTopic(
  partitions: number,
  config: Readonly<Record<string, string>> = {},
): Promise<ScratchTopic> {
  const topic = `test-${randomBytes(6).toString('hex')}`;
  await ensureTopics(testBrokers(), [{ topic, partitions, replicas: 1, config }]);
  return {
    topic,
    group: `${topic}-group`,
    remove: () => withAdmin(testBrokers(), (admin) => admin.deleteTopics({ topics: [topic] })),
  };
}
