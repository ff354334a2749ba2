import type { KafkaError } from './kafka-error.ts';
import type { TopicBatch } from './records.ts';

export interface Assignment {
  /**
   * Every partition given to this member, with the offset that the group has committed; `null`:
   * none yet. Delivery goes on there, or at the earliest record.
   */
  partitions: readonly { partition: number; committed: number | null }[];
  /**
   * Whether this member was in every generation since its last assignment, and kept there what it
   * has in both: then nobody else can have owned that.
   */
  isContinuous: boolean;
}

/** `onAssign` and `onBatch` never run at the same time, nor does either twice. */
export interface ConsumerHandlers {
  /**
   * The first sign that the group is rebalancing, or that this member was put out: effects must
   * stop now. Once per loss, before the next `onAssign`; perhaps while `onAssign` or `onBatch`
   * runs, which should then end soon, since the group waits for it.
   */
  onRevoke(): void;
  /**
   * After each join, and after a loss that proved to be none. No batch is delivered before it
   * resolves; heartbeats go on, however long it takes. Throwing stops the consumer for good.
   */
  onAssign(assignment: Assignment): Promise<void>;
  /**
   * One batch at a time; a partition's in the order of its offsets, from the committed one on. After
   * an assignment that can be behind what was delivered before, so records may come again. It may
   * take long: heartbeats go on. Throwing stops the consumer for good.
   */
  onBatch(batch: TopicBatch): Promise<void>;
  /** The consumer has stopped and cannot go on; the process should end. */
  onFailure(error: KafkaError): void;
}
