import { setTimeout as pause } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import { withAdmin } from './admin.ts';
import { describeTopic } from './describe-topic.ts';
import { KafkaError } from './kafka-error.ts';

export interface TopicSpecification {
  topic: string;
  partitions: number;
  /** Default: the broker's. */
  replicas?: number;
  /** By Kafka's names, e.g. `cleanup.policy`. Given to topics that are made; others keep theirs. */
  config?: Readonly<Record<string, string>>;
}

/** Lets the broker choose. */
const DEFAULT_REPLICAS = -1;
/** A broker learns of a new topic, and of its part in it, a moment after the controller made it. */
const READY_WITHIN_MS = 10_000;
const ASK_AGAIN_AFTER_MS = 50;

/**
 * Makes the topics that lack, and waits until they can be used. Those that exist are left as they
 * are.
 * @throws KafkaError `topic-differs` when one exists with another number of partitions
 */
export async function ensureTopics(
  brokers: readonly string[],
  topics: readonly TopicSpecification[],
): Promise<void> {
  await withAdmin(brokers, (admin) => makeLacking(admin, topics));
  const differing: string[] = [];
  for (const { topic, partitions } of topics) {
    const has = (await eventually(() => describeTopic(brokers, topic))).partitions;
    if (has !== partitions) differing.push(`${topic} has ${has} partitions, not ${partitions}`);
  }
  if (differing.length > 0) throw new KafkaError('topic-differs', differing.join('; '));
}

async function makeLacking(admin: Admin, topics: readonly TopicSpecification[]): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const lacking = topics.filter(({ topic }) => !existing.has(topic));
  if (lacking.length === 0) return;
  // That another process makes them meanwhile is no failure: the caller looks at what is there.
  await admin.createTopics({ topics: lacking.map(creationOf), waitForLeaders: false });
  // Only a leader can tell offsets; what is sent before all are there is partly written twice.
  for (const { topic } of lacking) await eventually(() => admin.fetchTopicOffsets(topic));
}

async function eventually<T>(ask: () => Promise<T>): Promise<T> {
  const until = performance.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > until) throw error;
      await pause(ASK_AGAIN_AFTER_MS);
    }
  }
}

function creationOf({ topic, partitions, replicas, config = {} }: TopicSpecification) {
  return {
    topic,
    numPartitions: partitions,
    replicationFactor: replicas ?? DEFAULT_REPLICAS,
    configEntries: Object.entries(config).map(([name, value]) => ({ name, value })),
  };
}
