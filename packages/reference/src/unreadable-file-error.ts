/** A file that was named for reference data cannot be read; `cause` is the system's error. */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
  readonly code = 'file-unreadable';
}
