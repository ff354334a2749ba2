import type { OutgoingBatch, RecordSink } from '../record-sink.ts';
import { SinkError } from '../sink-error.ts';

/**
 * Writes, and gives up waiting after `ms`.
 * @param settled called when the sink is done with the batch, whoever waits for it
 * @throws SinkError
 */
export async function writeWithin(
  sink: RecordSink,
  batch: OutgoingBatch,
  ms: number,
  settled: () => void,
): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SinkError('slow')), ms);
  });
  try {
    await Promise.race([sink.write(batch).finally(settled), late]);
  } finally {
    clearTimeout(timer);
  }
}
