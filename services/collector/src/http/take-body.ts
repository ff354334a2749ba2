import type { Reject } from '@sekisho/cdr';
import { emptyOutgoing, type OutgoingBatch } from '../record-sink.ts';
import type { OpenedBody } from './read-body-form.ts';
import { RequestFault } from './request-fault.ts';

export interface TakenBody {
  batch: OutgoingBatch;
  /** As the answer tells them; `index` counts the records of the body from 0. */
  rejected: { index: number; reason: Reject['reason']; field: string | null }[];
  /** Lines that were no call records. */
  skipped: number;
}

/** A body of as many is no records: each would be told of, and noted, by itself. */
const MOST_RECORDS = 200_000;

/** Checks all records of a body. @throws RequestFault `too-many-records` */
export function takeBody(
  { batches, keyRecord, firstLine }: OpenedBody,
  receivedAt: number,
  requestId: string,
): TakenBody {
  const batch = emptyOutgoing();
  const rejected: TakenBody['rejected'] = [];
  let skipped = 0;
  let index = 0;
  for (const { buffer, starts, ends, lines } of batches) {
    if (index + starts.length > MOST_RECORDS) throw new RequestFault('too-many-records');
    for (const [i, start] of starts.entries()) {
      if ((lines[i] as number) < firstLine) continue;
      const end = ends[i] as number;
      const record = keyRecord(buffer, start, end, receivedAt);
      if (record.outcome === 'skip') {
        skipped++;
        continue;
      }
      if (record.outcome === 'ok') batch.accepted.push(record);
      else {
        const { reason, field } = record;
        const origin = `http:${requestId}#${index}`;
        batch.refused.push({ raw: buffer.subarray(start, end), reason, field, origin });
        rejected.push({ index, reason, field });
      }
      index++;
    }
  }
  return { batch, rejected, skipped };
}
