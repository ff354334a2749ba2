import type { RejectReason } from '@sekisho/cdr';

/** A record as it is written: NDJSON with its subscriber and source, and the subscriber as key. */
export interface KeyedRecord {
  outcome: 'ok';
  key: string;
  value: Buffer;
  /** Epoch ms. */
  at: number;
}

/** A record that cannot be used, its bytes as they came. */
export interface RefusedRecord {
  raw: Buffer;
  reason: RejectReason;
  field: string | null;
  /** Where it came from: `http:<request id>#<index>` or `file:<path>#<line>`. */
  origin: string;
}

export interface OutgoingBatch {
  accepted: KeyedRecord[];
  refused: RefusedRecord[];
}

/** Where records go. */
export interface RecordSink {
  /**
   * Resolves when all are durable. One that failed may be written again: repeats are harmless.
   * @throws SinkError
   */
  write(batch: OutgoingBatch): Promise<void>;
}

export function emptyOutgoing(): OutgoingBatch {
  return { accepted: [], refused: [] };
}
