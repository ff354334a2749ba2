import type { TopicSpecification } from './ensure-topics.ts';

/** Rejected records hold full numbers: they are kept as long as those are. */
const REJECTED_KEPT_MS = 90 * 86_400_000;
/** A record that the broker took must fit with what is said of it. */
const LARGEST_REJECTED = 4 * 1_048_576;

/** What subscribers share is weighed over so long. */
const LEGS_KEPT_MS = 9 * 86_400_000;

/**
 * The topic of the records, the one of those that cannot be used, and those by which detectors tell
 * each other which ranges are called: each call by its range, and how hot each range is.
 */
export function sekishoTopics(topic: string, partitions: number): TopicSpecification[] {
  const config = {
    'retention.ms': String(REJECTED_KEPT_MS),
    'max.message.bytes': String(LARGEST_REJECTED),
  };
  return [
    { topic, partitions },
    { topic: `${topic}.rejected`, partitions: 1, config },
    { topic: `${topic}.leg`, partitions, config: { 'retention.ms': String(LEGS_KEPT_MS) } },
    {
      topic: `${topic}.range`,
      partitions: 1,
      config: { 'cleanup.policy': 'compact,delete', 'retention.ms': String(LEGS_KEPT_MS) },
    },
  ];
}
