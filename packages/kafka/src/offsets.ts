import { withAdmin } from './admin.ts';

/** Of one partition: the earliest offset still kept, and the one that the next record will have. */
export interface OffsetRange {
  low: number;
  high: number;
}

/** Of every partition of the topic. @throws KafkaError `topic-missing`, `unreachable` */
export function endOffsets(
  brokers: readonly string[],
  topic: string,
): Promise<Map<number, OffsetRange>> {
  return withAdmin(brokers, async (admin) => {
    const offsets = await admin.fetchTopicOffsets(topic);
    return new Map(
      offsets.map(({ partition, low, high }) => [
        partition,
        { low: Number(low), high: Number(high) },
      ]),
    );
  });
}

/** What the group has committed; partitions of which it has committed nothing are left out. */
export function committedOffsets(
  brokers: readonly string[],
  group: string,
  topic: string,
): Promise<Map<number, number>> {
  return withAdmin(brokers, async (admin) => {
    const fetched = await admin.fetchOffsets({ groupId: group, topics: [topic] });
    const partitions = fetched.flatMap((one) => one.partitions);
    // Below 0 stand "none" and "the earliest".
    return new Map(
      partitions
        .map(({ partition, offset }) => [partition, Number(offset)] as const)
        .filter(([, offset]) => offset >= 0),
    );
  });
}
