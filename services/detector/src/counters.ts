import type { RejectReason } from '@sekisho/cdr';

/** What became of the records of one run. */
export interface Counters {
  records: number;
  accepted: number;
  duplicates: number;
  /** Among the accepted. */
  late: number;
  rejected: number;
  rejectedBy: Partial<Record<RejectReason, number>>;
  /** Records whose line no directory knows. */
  unknownLines: number;
  /** International legs that no row of the rate deck prices. */
  unrated: number;
  /** How often evidence was weighed. */
  weighings: number;
}

export function createCounters(): Counters {
  return {
    records: 0,
    accepted: 0,
    duplicates: 0,
    late: 0,
    rejected: 0,
    rejectedBy: {},
    unknownLines: 0,
    unrated: 0,
    weighings: 0,
  };
}
