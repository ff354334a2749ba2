import type { Reject } from '@sekisho/cdr';
import type { KeyRecord } from '../key-record.ts';
import { emptyOutgoing, type OutgoingBatch } from '../record-sink.ts';
import { splitBody } from './split-body.ts';

export interface TakenBody {
  batch: OutgoingBatch;
  /** As the answer tells them; `index` counts the records of the body from 0. */
  rejected: { index: number; reason: Reject['reason']; field: string | null }[];
}

/** Checks all records of a body. */
export function takeBody(
  body: Buffer,
  keyRecord: KeyRecord,
  receivedAt: number,
  requestId: string,
): TakenBody {
  const batch = emptyOutgoing();
  const rejected: TakenBody['rejected'] = [];
  let index = 0;
  for (const { buffer, starts, ends } of splitBody(body)) {
    for (const [i, start] of starts.entries()) {
      const end = ends[i] as number;
      const record = keyRecord(buffer, start, end, receivedAt);
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
  return { batch, rejected };
}
