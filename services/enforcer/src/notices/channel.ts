import type { NoticeText } from '@sekisho/notices';

/** A notice as a channel sends it. */
export interface Message {
  /** The same in every try: what comes twice is told by it. */
  id: string;
  /** A case or a wave. */
  subjectId: string;
  kind: string;
  /** Epoch ms of what it tells. */
  at: number;
  text: NoticeText;
  /** Machine-readable; no called number is in it. */
  data: Readonly<Record<string, unknown>>;
}

/** A way to the NOC. Sending throws `NoticeError`. */
export interface Channel {
  readonly name: string;
  /** Stays in the house: customers may be named. */
  readonly isInternal: boolean;
  send(message: Message): Promise<void>;
  /** Gives up what is under way. */
  close(): void;
}

export type NoticeErrorCode = 'passing' | 'refused';

/**
 * A notice that did not leave. `passing` may go when tried again; `refused` will not as it is:
 * somebody has to mend the address, the channel or its settings.
 */
export class NoticeError extends Error {
  override readonly name = 'NoticeError';
  readonly code: NoticeErrorCode;

  constructor(code: NoticeErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
