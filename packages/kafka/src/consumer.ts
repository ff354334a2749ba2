import type { ConsumerOptions } from './consumer-options.ts';
import { describeTopic } from './describe-topic.ts';
import { GroupConsumer } from './group-consumer.ts';
import type { ConsumerHandlers } from './handlers.ts';

export interface Consumer {
  /**
   * Commits the offsets to be fetched next, by partition. One try, never under another generation
   * than the one it was asked in.
   * @throws KafkaError `not-owner` when the group has moved on; `onRevoke` is then called too.
   * `unreachable` when the broker does not answer; it may then be committed all the same
   */
  commit(next: ReadonlyMap<number, number>): Promise<void>;
  /** No further batch is delivered; heartbeats go on. */
  pause(): void;
  resume(): void;
  /** Whether the group knows this member: its heartbeats are answered. */
  readonly isConnected: boolean;
  /**
   * Waits for the batch in hand and leaves the group at once, so that others need not wait for the
   * session's end. What is to be committed must be committed before.
   */
  stop(): Promise<void>;
}

/**
 * Joins the group. Outages are waited out; what cannot be mended goes to `onFailure`.
 * @throws KafkaError `topic-missing`, `unreachable`
 */
export async function startConsumer(
  options: ConsumerOptions,
  handlers: ConsumerHandlers,
): Promise<Consumer> {
  await describeTopic(options.brokers, options.topic);
  const consumer = new GroupConsumer(options, handlers);
  await consumer.start();
  return consumer;
}
