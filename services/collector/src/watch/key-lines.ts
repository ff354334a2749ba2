import { isHeader, type RecordFormat } from '@sekisho/cdr';
import type { KeyRecord } from '../key-record.ts';
import type { LineBatch } from '../line-batch.ts';
import { emptyOutgoing, type OutgoingBatch } from '../record-sink.ts';

/** Checks the records of a file, its header left out. */
export function keyLines(
  batches: readonly LineBatch[],
  format: RecordFormat,
  keyRecord: KeyRecord,
  receivedAt: number,
): OutgoingBatch {
  const outgoing = emptyOutgoing();
  for (const { file, buffer, starts, ends, lines } of batches) {
    for (const [i, start] of starts.entries()) {
      const end = ends[i] as number;
      if (lines[i] === 1 && isHeader(format, buffer, start, end)) continue;
      const record = keyRecord(buffer, start, end, receivedAt);
      if (record.outcome === 'ok') outgoing.accepted.push(record);
      else {
        const { reason, field } = record;
        const raw = buffer.subarray(start, end);
        outgoing.refused.push({ raw, reason, field, origin: `file:${file}#${lines[i]}` });
      }
    }
  }
  return outgoing;
}
