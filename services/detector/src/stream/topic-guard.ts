import type { Engine } from '@sekisho/clickhouse';

export interface TopicIdentity {
  topicId: string;
  partitions: number;
}

/** The topic is not the one whose offsets the store holds. */
export class TopicChangedError extends Error {
  override readonly name = 'TopicChangedError';
  readonly code = 'topic-changed';
}

/**
 * Holds a topic against what the store's offsets belong to, and notes it on first sight. One made
 * anew, or with more partitions, has other records under the same offsets and subscribers in other
 * partitions: windows would be filled with strangers' calls.
 * @throws TopicChangedError, saying how to move
 */
export async function checkTopic(
  engine: Engine,
  topic: string,
  found: TopicIdentity,
): Promise<void> {
  const known = (await readIdentity(engine, topic)) ?? (await note(engine, topic, found));
  refuseChange(topic, known, found);
}

/** @throws TopicChangedError where the topic is not what it was known as */
export function refuseChange(topic: string, known: TopicIdentity, found: TopicIdentity): void {
  if (known.topicId === found.topicId && known.partitions === found.partitions) return;
  const changed =
    known.topicId === found.topicId
      ? `has ${found.partitions} partitions and had ${known.partitions}`
      : 'was deleted and made anew';
  throw new TopicChangedError(
    `topic ${topic} ${changed} since its records were stored; make a topic of another name, let ` +
      'this one be read to its end, then set KAFKA_TOPIC to the new name in collector, detector and enforcer',
  );
}

async function readIdentity(engine: Engine, topic: string): Promise<TopicIdentity | undefined> {
  const [known] = await engine.query<TopicIdentity>(
    `select topic_id as topicId, partitions from source_topic
      where topic = {topic:String} order by seen_at limit 1`,
    { topic },
  );
  return known;
}

async function note(engine: Engine, topic: string, found: TopicIdentity): Promise<TopicIdentity> {
  await engine.command(
    `insert into source_topic (topic, topic_id, partitions, seen_at)
     values ({topic:String}, {topicId:String}, {partitions:UInt32}, now64(3))`,
    { topic, ...found },
  );
  // Of several detectors that start at once, all take the first one's.
  return (await readIdentity(engine, topic)) ?? found;
}
