export interface LogRecord {
  key: Buffer | null;
  value: Buffer;
  offset: number;
  /** Epoch ms, when it was appended. */
  timestamp: number;
}

export interface NewRecord {
  key: string;
  value: Buffer;
}

/** How much one reading takes; of records larger than `bytes` still one. */
export interface ReadLimits {
  records: number;
  bytes: number;
}

/** A durable log of records in one folder. Everything in it throws `RecordLogError`. */
export interface RecordLog {
  /** Made with the log; another log has another. */
  readonly id: string;
  /** That the next record will have. */
  readonly endOffset: number;
  /** All below is on the disk. */
  readonly durableEnd: number;
  /** Where reading goes on after a restart. */
  readonly committed: number;
  /** On disk. */
  readonly bytes: number;
  /** Of a frame torn by a crash, never acknowledged, that were cut off when this was opened. */
  readonly truncatedBytes: number;
  /** Resolves when all are on the disk; those that wait at the same time share one fsync. */
  append(records: readonly NewRecord[]): Promise<void>;
  /** Consecutive durable records; none at the end. */
  read(from: number, most: ReadLimits): Promise<LogRecord[]>;
  /** Resolves when there is a durable record at `offset`, or the signal aborts. */
  waitFor(offset: number, signal: AbortSignal): Promise<void>;
  /** Durable when it resolves; segments wholly below it are then gone. */
  commit(next: number): Promise<void>;
  /** Waits for what is being appended. */
  close(): Promise<void>;
}

export interface RecordLogOptions {
  dir: string;
  /** Of the first record, if the log is new. */
  firstOffset: number;
  /** Epoch ms. */
  now(): number;
  /** After which a new segment is begun. Default 64 MiB. */
  segmentBytes?: number;
}
