import type { Cdr } from './record.ts';
import type { Reject } from './reject.ts';
import type { Skipped } from './skipped.ts';

/** What became of one record: the checked record, or the first fault found in it. */
export type Decoded = { outcome: 'ok'; cdr: Cdr } | Reject;

/**
 * Decodes the record in `bytes[start, end)`, its line end not included.
 *
 * `receivedAt` is the epoch millisecond of receipt: a record more than ten minutes ahead of it is
 * refused. No string of the result refers to `bytes`, which may be overwritten afterwards.
 */
export type RecordDecoder<Outcome = Decoded | Skipped> = (
  bytes: Buffer,
  start: number,
  end: number,
  receivedAt: number,
) => Outcome;
