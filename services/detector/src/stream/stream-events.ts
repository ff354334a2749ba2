import type { RejectReason } from '@sekisho/cdr';
import type { RestrictionDecision } from '@sekisho/restrictions';

/** What a detector tells of its work, for metrics and health. */
export interface StreamEvents {
  /** A batch was processed, in seconds. */
  batch(seconds: number): void;
  rejected(reason: RejectReason): void;
  enqueued(decision: RestrictionDecision): void;
  flushed(seconds: number): void;
  insertFailed(error: unknown): void;
  rebuilt(seconds: number, partitions: number): void;
  /** It cannot go on. */
  failed(error: unknown): void;
}
