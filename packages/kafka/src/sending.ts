import { KafkaError } from './kafka-error.ts';

export interface OutgoingMessage {
  /** Messages of one key stay in order. */
  key: string | Buffer | null;
  value: string | Buffer | null;
  headers?: Record<string, string>;
}

/** A part of what is sent at once, small enough for one request. */
export interface Piece {
  messages: readonly OutgoingMessage[];
  bytes: number;
  sending: Sending;
}

const PIECE_BYTES = 256 * 1024;
/** Lengths, offset, time; an upper bound, without the headers. */
const MESSAGE_OVERHEAD = 64;

/** One call of send, until all its pieces are written or it has failed. */
export class Sending {
  readonly #outcome = Promise.withResolvers<void>();
  readonly #timer: NodeJS.Timeout;
  #left = 0;
  #isOver = false;
  #lastError: KafkaError | undefined;

  constructor(timeoutMs: number) {
    this.#timer = setTimeout(() => this.#giveUp(timeoutMs), timeoutMs);
  }

  get outcome(): Promise<void> {
    return this.#outcome.promise;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  split(messages: readonly OutgoingMessage[]): Piece[] {
    const pieces: Piece[] = [];
    let from = 0;
    let bytes = 0;
    messages.forEach((message, at) => {
      const size = sizeOf(message);
      if (at > from && bytes + size > PIECE_BYTES) {
        pieces.push({ messages: messages.slice(from, at), bytes, sending: this });
        from = at;
        bytes = 0;
      }
      bytes += size;
    });
    pieces.push({ messages: messages.slice(from), bytes, sending: this });
    this.#left = pieces.length;
    return pieces;
  }

  pieceDone(): void {
    this.#left--;
    if (this.#left === 0) this.#end(() => this.#outcome.resolve());
  }

  /** A failure that may pass. */
  note(error: KafkaError): void {
    this.#lastError = error;
  }

  fail(error: KafkaError): void {
    this.#end(() => this.#outcome.reject(error));
  }

  #giveUp(timeoutMs: number): void {
    const why = this.#lastError?.message ?? 'no answer';
    this.fail(
      new KafkaError('unreachable', `not sent in ${timeoutMs} ms: ${why}`, this.#lastError),
    );
  }

  #end(settle: () => void): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#timer);
    settle();
  }
}

function sizeOf({ key, value, headers = {} }: OutgoingMessage): number {
  const texts = Object.entries(headers).flat();
  return [key, value, ...texts].reduce((sum, part) => sum + bytesOf(part), MESSAGE_OVERHEAD);
}

function bytesOf(part: string | Buffer | null): number {
  return part === null ? 0 : Buffer.byteLength(part);
}
