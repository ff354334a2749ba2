import type { RecordDecoder, RecordReading } from '@sekisho/cdr';
import { HeadError } from '@sekisho/cdr';
import { FeedError } from './feed-error.ts';
import type { LineBatch } from './line-batch.ts';

/** Titles and comments in front of a header are fewer. */
const MOST_LINES = 2000;
const WITHOUT_END = `its first ${MOST_LINES} lines are comments or titles; check what is said of them`;

/** The decoder of one file, and the line behind its head. */
export interface OpenedHead {
  decode: RecordDecoder;
  /** Lines before this one are no records. */
  firstLine: number;
}

/** Collects the lines at the head of one file until they tell how its records are read. */
export class RecordHead {
  readonly #file: string;
  readonly #reading: RecordReading;
  readonly #lines: Buffer[] = [];
  readonly #numbers: number[] = [];

  constructor(file: string, reading: RecordReading) {
    this.#file = file;
    this.#reading = reading;
  }

  /** Looks at more lines. @throws FeedError when the head cannot be used */
  take({ buffer, starts, ends, lines }: LineBatch): OpenedHead | undefined {
    for (let i = 0; i < lines.length && this.#isShort(); i++) {
      if (this.#lines.length === MOST_LINES) throw this.#fault(new HeadError(WITHOUT_END));
      this.#lines.push(Buffer.from(buffer.subarray(starts[i], ends[i])));
      this.#numbers.push(lines[i] as number);
    }
    return this.#isShort() ? undefined : this.#open();
  }

  #isShort(): boolean {
    return this.#reading.headLines(this.#lines) > this.#lines.length;
  }

  #open(): OpenedHead {
    const count = this.#reading.headLines(this.#lines);
    const last = count === 0 ? 0 : (this.#numbers[count - 1] as number);
    try {
      return { decode: this.#reading.open(this.#lines.slice(0, count)), firstLine: last + 1 };
    } catch (cause) {
      throw cause instanceof HeadError ? this.#fault(cause) : cause;
    }
  }

  #fault(cause: HeadError): FeedError {
    return new FeedError('bad-head', this.#file, cause);
  }
}
