/** `unreachable`: nobody answers; `slow`: no answer in time; `failed`: refused, see `cause`. */
export type SinkErrorCode = 'unreachable' | 'slow' | 'failed';

const SAYS: Record<SinkErrorCode, string> = {
  unreachable: 'nothing answers where records are to be written',
  slow: 'records were not written in time',
  failed: 'records could not be written',
};

/** Records are not known to be durable. */
export class SinkError extends Error {
  readonly code: SinkErrorCode;

  constructor(code: SinkErrorCode, cause?: unknown) {
    super(SAYS[code], { cause });
    this.name = 'SinkError';
    this.code = code;
  }
}
