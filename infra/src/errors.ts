export type InfraErrorCode =
  | 'program-missing'
  | 'download-failed'
  | 'command-failed'
  | 'start-failed'
  | 'folder';

/** What keeps the servers from running; the message names the mend or the log to read. */
export class InfraError extends Error {
  readonly code: InfraErrorCode;

  constructor(code: InfraErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'InfraError';
    this.code = code;
  }
}
