import type { RejectReason } from '@sekisho/cdr';
import type { RestrictionDecision } from '@sekisho/restrictions';
import type { Counters } from '../counters.ts';

/** What a detector tells of its work, for metrics and health. */
export interface StreamEvents {
  /** A batch was processed, in seconds; the counts are those since the start. */
  batch(seconds: number, counters: Readonly<Counters>): void;
  rejected(reason: RejectReason): void;
  enqueued(decision: RestrictionDecision): void;
  flushed(seconds: number): void;
  insertFailed(error: unknown): void;
  rebuilt(seconds: number, partitions: number): void;
  /** It cannot go on. */
  failed(error: unknown): void;
}
