import type { StreamDetector } from '@sekisho/detector/stream';
import type { RecordLog } from '@sekisho/record-log';

/** The log is one partition of the topic that its records are numbered under. */
export const TOPIC = 'cdr';
export const PARTITION = 0;

const AT_ONCE = { records: 5000, bytes: 4 * 1024 * 1024 };

/**
 * Gives the records of the log to the detector, from the first one that is not committed on, until
 * the signal aborts: what a consumer group does for the detector on Kafka.
 */
export async function feed(
  log: Pick<RecordLog, 'committed' | 'durableEnd' | 'read' | 'waitFor'>,
  detector: Pick<StreamDetector, 'onAssign' | 'onBatch'>,
  signal: AbortSignal,
): Promise<void> {
  let next = log.committed;
  const partitions = [{ partition: PARTITION, committed: next }];
  await detector.onAssign({ partitions, isContinuous: false });
  for (;;) {
    await log.waitFor(next, signal);
    if (signal.aborted) return;
    const records = await log.read(next, AT_ONCE);
    const last = records.at(-1);
    if (last === undefined) continue;
    await detector.onBatch({ partition: PARTITION, records, endOffset: log.durableEnd });
    next = last.offset + 1;
  }
}
