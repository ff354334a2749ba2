import type { TopicSpecification } from './ensure-topics.ts';

/** Rejected records hold full numbers: they are kept as long as those are. */
const REJECTED_KEPT_MS = 90 * 86_400_000;
/** A record that the broker took must fit with what is said of it. */
const LARGEST_REJECTED = 4 * 1_048_576;

/** The topic of the records and the one of those that cannot be used. */
export function sekishoTopics(topic: string, partitions: number): TopicSpecification[] {
  const config = {
    'retention.ms': String(REJECTED_KEPT_MS),
    'max.message.bytes': String(LARGEST_REJECTED),
  };
  return [
    { topic, partitions },
    { topic: `${topic}.rejected`, partitions: 1, config },
  ];
}
