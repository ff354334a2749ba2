export type EngineErrorCode =
  | 'engine-query'
  | 'engine-unreachable'
  | 'engine-closed'
  | 'engine-open'
  | 'store-in-use'
  | 'store-foreign'
  | 'migration-changed'
  | 'migration-newer'
  | 'migration-invalid'
  | 'encode-column'
  | 'encode-value';

/** What goes wrong in the store; `code` is stable, `cause` is what the engine said. */
export class EngineError extends Error {
  readonly code: EngineErrorCode;

  constructor(code: EngineErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'EngineError';
    this.code = code;
  }
}

/** Another process, or this one, has the data folder open. */
export class StoreInUseError extends EngineError {
  readonly path: string;

  constructor(path: string, cause?: unknown) {
    super('store-in-use', `${path} is in use by another process`, cause);
    this.name = 'StoreInUseError';
    this.path = path;
  }
}
