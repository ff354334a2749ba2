/**
 * Why files cannot be read: `not-found`, `not-readable`, `not-a-file` and `stdin-twice` are found
 * before anything is read, `bad-head` before the file's first record, `gzip-broken` and
 * `read-failed` after the records in front of the fault.
 */
export type FeedErrorCode =
  | 'not-found'
  | 'not-readable'
  | 'not-a-file'
  | 'stdin-twice'
  | 'bad-head'
  | 'gzip-broken'
  | 'read-failed';

const SAYS: Record<FeedErrorCode, string> = {
  'not-found': 'does not exist; name a file that does',
  'not-readable': 'cannot be read: permission denied; let this user read it',
  'not-a-file': 'is a folder; name the files in it',
  'stdin-twice': 'is standard input; name it only once',
  'bad-head': 'does not begin as its format or mapping says',
  'gzip-broken': 'is broken or cut short gzip data',
  'read-failed': 'could not be read to its end',
};

/** A fault of a whole file, by its stable `code`. */
export class FeedError extends Error {
  readonly code: FeedErrorCode;
  readonly file: string;

  constructor(code: FeedErrorCode, file: string, cause?: unknown) {
    const detail = code === 'bad-head' && cause instanceof Error ? `: ${cause.message}` : '';
    super(`${file} ${SAYS[code]}${detail}`, { cause });
    this.name = 'FeedError';
    this.code = code;
    this.file = file;
  }
}
