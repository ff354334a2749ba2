export type KafkaErrorCode =
  /** No broker answered in time, or the cluster cannot do it at the moment; trying again is right. */
  | 'unreachable'
  /** The group has moved on: this member no longer owns what it acted on. */
  | 'not-owner'
  | 'topic-missing'
  /** The topic exists with another number of partitions. */
  | 'topic-differs'
  /** The broker refuses a message for its size. */
  | 'too-large'
  /** Anything else; trying again will not help. */
  | 'failed';

export class KafkaError extends Error {
  readonly code: KafkaErrorCode;

  constructor(code: KafkaErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'KafkaError';
    this.code = code;
  }
}
