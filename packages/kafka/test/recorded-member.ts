import { type Consumer, startConsumer } from '../src/consumer.ts';
import type { ConsumerOptions } from '../src/consumer-options.ts';
import type { Assignment, ConsumerHandlers } from '../src/handlers.ts';
import type { KafkaError } from '../src/kafka-error.ts';
import type { TopicBatch, TopicRecord } from '../src/records.ts';
import { testBrokers } from './scratch-topic.ts';

type MemberEvent =
  | { kind: 'revoke'; at: number }
  | { kind: 'assign'; at: number; assignment: Assignment }
  | { kind: 'batch'; at: number; batch: TopicBatch }
  | { kind: 'failure'; at: number; error: KafkaError };

/** A consumer that writes down all that it is told. */
export interface RecordedMember {
  readonly consumer: Consumer;
  readonly events: readonly MemberEvent[];
  readonly assignments: readonly Assignment[];
  readonly records: readonly (TopicRecord & { partition: number })[];
  readonly revocations: number;
  /** Commits all that came since the last assignment. */
  commit(): Promise<void>;
}

type Own = Pick<ConsumerOptions, 'group' | 'topic'> & Partial<ConsumerOptions>;

export async function startMember(
  options: Own,
  handlers: Partial<ConsumerHandlers> = {},
): Promise<RecordedMember> {
  const events: MemberEvent[] = [];
  const next = new Map<number, number>();
  const consumer = await startConsumer(
    { brokers: testBrokers(), clientId: 'test', sessionTimeoutMs: 6000, ...options },
    {
      onRevoke: () => {
        events.push({ kind: 'revoke', at: performance.now() });
        handlers.onRevoke?.();
      },
      onAssign: async (assignment) => {
        next.clear();
        events.push({ kind: 'assign', at: performance.now(), assignment });
        await handlers.onAssign?.(assignment);
      },
      onBatch: async (batch) => {
        await handlers.onBatch?.(batch);
        next.set(batch.partition, batch.records.at(-1)!.offset + 1);
        events.push({ kind: 'batch', at: performance.now(), batch });
      },
      onFailure: (error) => events.push({ kind: 'failure', at: performance.now(), error }),
    },
  );
  const of = <K extends MemberEvent['kind']>(kind: K) =>
    events.filter((event): event is Extract<MemberEvent, { kind: K }> => event.kind === kind);
  return {
    consumer,
    events,
    get assignments() {
      return of('assign').map(({ assignment }) => assignment);
    },
    get records() {
      return of('batch').flatMap(({ batch: { partition, records } }) =>
        records.map((record) => ({ ...record, partition })),
      );
    },
    get revocations() {
      return of('revoke').length;
    },
    commit: () => consumer.commit(new Map(next)),
  };
}
