import type { Consumer } from 'kafkajs';

interface LibraryEvents {
  onJoin(memberId: string, partitions: readonly number[]): void;
  onBeat(memberId: string, generation: number): void;
  /** The membership ends, or has ended a moment ago. */
  onLeaving(): void;
  /** Offsets that hold nothing for a reader, from the first to the one after the last. */
  onPassedOver(partition: number, from: number, next: number): void;
  /** The library has given up. */
  onCrash(error: Error): void;
}

/** The few of the library's events that tell what becomes of the membership. */
export function listen(consumer: Consumer, topic: string, to: LibraryEvents): void {
  const { events } = consumer;
  consumer.on(events.GROUP_JOIN, ({ payload }) =>
    to.onJoin(payload.memberId, payload.memberAssignment[topic] ?? []),
  );
  consumer.on(events.HEARTBEAT, ({ payload }) =>
    to.onBeat(payload.memberId, payload.groupGenerationId),
  );
  consumer.on(events.REBALANCING, () => to.onLeaving());
  // With several brokers it also joins in the middle of a fetch, without announcing it.
  consumer.on(events.REQUEST, ({ payload }) => {
    if (payload.apiName === 'JoinGroup') to.onLeaving();
  });
  // It stops before it starts anew after a crash, too.
  consumer.on(events.STOP, () => to.onLeaving());
  consumer.on(events.START_BATCH_PROCESS, ({ payload }) => {
    if (payload.batchSize > 0) return;
    const last = Number(payload.lastOffset);
    to.onPassedOver(payload.partition, Number(payload.firstOffset ?? last), last + 1);
  });
  consumer.on(events.CRASH, ({ payload }) => {
    if (!payload.restart) to.onCrash(payload.error);
  });
}
