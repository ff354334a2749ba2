export type RecordLogErrorCode =
  | 'damaged'
  | 'write-failed'
  | 'unusable'
  | 'out-of-range'
  | 'io'
  | 'closed';

/**
 * What goes wrong in a record log. `damaged`: what was acknowledged cannot be read any more;
 * `write-failed`: nothing of that append is kept, a later one may work; `unusable`: nothing can be
 * appended until the log is opened again; `out-of-range`: an offset that the log does not hold;
 * `io`: the disk or its permissions refused; `closed`: it was closed before.
 */
export class RecordLogError extends Error {
  readonly code: RecordLogErrorCode;

  constructor(code: RecordLogErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'RecordLogError';
    this.code = code;
  }
}

/** Names the file, the byte, and what to do. */
export function damage(path: string, byte: number, what: string): RecordLogError {
  return new RecordLogError(
    'damaged',
    `${path}, byte ${byte}: ${what}. Restore the folder from a copy, or move it away: a new log begins empty, and records that were not yet read from this one must be sent again`,
  );
}

/** For an error of the operating system; one of ours stays what it is. */
export function recordLogErrorOf(error: unknown, dir: string): RecordLogError {
  if (error instanceof RecordLogError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new RecordLogError('io', `record log ${dir}: ${message}`, error);
}
