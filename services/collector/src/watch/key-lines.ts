import type { KeyRecord } from '../key-record.ts';
import type { LineBatch } from '../line-batch.ts';
import { emptyOutgoing, type OutgoingBatch } from '../record-sink.ts';

export interface KeyedLines {
  batch: OutgoingBatch;
  /** Lines that were no call records. */
  skipped: number;
}

/** Checks the records of a file, from the line behind its head on. */
export function keyLines(
  batches: readonly LineBatch[],
  firstLine: number,
  keyRecord: KeyRecord,
  receivedAt: number,
): KeyedLines {
  const batch = emptyOutgoing();
  let skipped = 0;
  for (const { file, buffer, starts, ends, lines } of batches) {
    for (const [i, start] of starts.entries()) {
      const end = ends[i] as number;
      if ((lines[i] as number) < firstLine) continue;
      const record = keyRecord(buffer, start, end, receivedAt);
      if (record.outcome === 'ok') batch.accepted.push(record);
      else if (record.outcome === 'skip') skipped++;
      else {
        const { reason, field } = record;
        const raw = buffer.subarray(start, end);
        batch.refused.push({ raw, reason, field, origin: `file:${file}#${lines[i]}` });
      }
    }
  }
  return { batch, skipped };
}
