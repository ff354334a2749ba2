import { committedOffsets, endOffsets } from '@sekisho/kafka';

/** Records of a topic that a group has not committed yet. */
export async function lagOf(
  brokers: readonly string[],
  group: string,
  topic: string,
): Promise<number> {
  const ends = await endOffsets(brokers, topic);
  const committed = await committedOffsets(brokers, group, topic);
  return [...ends].reduce(
    (lag, [partition, { low, high }]) => lag + high - (committed.get(partition) ?? low),
    0,
  );
}
