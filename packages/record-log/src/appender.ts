import { RecordLogError, recordLogErrorOf } from './errors.ts';

/** Records of one append, encoded. */
export interface Part {
  body: Buffer;
  count: number;
}

interface Waiting extends Part {
  resolve(): void;
  reject(error: RecordLogError): void;
}

/** Above this many bytes the appends that wait are written in turns. */
const GROUP_BYTES = 4 << 20;

/** Writes appends in their order; those that wait while the disk is busy are written together. */
export class Appender {
  readonly #write: (parts: readonly Part[]) => Promise<void>;
  readonly #dir: string;
  #waiting: Waiting[] = [];
  #working: Promise<void> | undefined;
  #isClosed = false;
  /** Records that wait. */
  pending = 0;

  /** @param write resolves when all parts are on the disk, or keeps nothing of them */
  constructor(dir: string, write: (parts: readonly Part[]) => Promise<void>) {
    this.#dir = dir;
    this.#write = write;
  }

  append(part: Part): Promise<void> {
    if (this.#isClosed) return Promise.reject(new RecordLogError('closed', 'the log is closed'));
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#waiting.push({ ...part, resolve, reject });
    this.pending += part.count;
    this.#working ??= this.#work();
    return promise;
  }

  /** Waits for what is being appended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#working;
  }

  async #work(): Promise<void> {
    // Appends of the same moment come together.
    await Promise.resolve();
    while (this.#waiting.length > 0) await this.#writeGroup(this.#takeGroup());
    this.#working = undefined;
  }

  async #writeGroup(group: readonly Waiting[]): Promise<void> {
    try {
      await this.#write(group);
      this.#leave(group);
      for (const { resolve } of group) resolve();
    } catch (error) {
      this.#leave(group);
      for (const { reject } of group) reject(recordLogErrorOf(error, this.#dir));
    }
  }

  #leave(group: readonly Waiting[]): void {
    for (const { count } of group) this.pending -= count;
  }

  #takeGroup(): Waiting[] {
    let bytes = 0;
    const end = this.#waiting.findIndex(({ body }) => {
      bytes += body.length;
      return bytes >= GROUP_BYTES;
    });
    return this.#waiting.splice(0, end === -1 ? this.#waiting.length : end + 1);
  }
}
