/** The embedded engine cannot go on: as after a crash, what was committed is in its folder. */
export class EngineStoppedError extends Error {
  override readonly name = 'EngineStoppedError';

  constructor(cause: unknown) {
    const why = cause instanceof Error ? cause.message : String(cause);
    super(`the embedded engine has stopped: ${why}. Mend the disk and start again`, { cause });
  }
}
