import { addLine, emptyBatch, type LineBatch } from './line-batch.ts';
import { MAX_RAW_BYTES } from './line-splitter.ts';

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const BLANK = 0x20;

/**
 * Collects the records that a splitter finds in chunks, also those that go over several. Of one
 * longer than `MAX_RAW_BYTES` that much is kept, the rest is left out. Blanks and line ends behind
 * a record are not part of it.
 */
export class OpenRecord {
  readonly #file: string;
  #batches: LineBatch[] = [];
  #batch: LineBatch;
  #isOpen = false;
  #line = 0;
  /** Where it begins in the chunk; 0 when it began before. */
  #start = 0;
  /** What came of it before the chunk, and how much that was. */
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #held = 0;

  constructor(file: string) {
    this.#file = file;
    this.#batch = emptyBatch(file, Buffer.alloc(0));
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** On which line it began. */
  get line(): number {
    return this.#line;
  }

  /** Bytes of it in chunks that are done with. */
  get held(): number {
    return this.#held;
  }

  enter(chunk: Buffer): void {
    this.#batches = [];
    this.#batch = emptyBatch(this.#file, chunk);
    this.#start = 0;
  }

  begin(index: number, line: number): void {
    this.#isOpen = true;
    this.#start = index;
    this.#line = line;
  }

  /** Its bytes end before `index` of the chunk. */
  finish(index: number): void {
    const { buffer } = this.#batch;
    if (this.#keptBytes === 0) this.#add(this.#batch, this.#start, index);
    else {
      const bytes = Buffer.concat([...this.#kept, this.#roomFor(buffer.subarray(0, index))]);
      const alone = emptyBatch(this.#file, bytes);
      this.#add(alone, 0, bytes.length);
      this.#batches.push(alone);
    }
    this.#isOpen = false;
    this.#kept = [];
    this.#keptBytes = 0;
    this.#held = 0;
  }

  /** The records of the chunk; what is open is kept for the next. */
  *leave(): Generator<LineBatch> {
    const { buffer } = this.#batch;
    if (this.#isOpen) {
      this.#held += buffer.length - this.#start;
      const kept = this.#roomFor(buffer.subarray(this.#start));
      if (kept.length > 0) this.#kept.push(Buffer.from(kept));
      this.#keptBytes += kept.length;
    }
    this.#batch.consumed = buffer.length;
    yield* this.#batches;
    if (this.#batch.lines.length > 0) yield this.#batch;
  }

  #roomFor(bytes: Buffer): Buffer {
    return bytes.subarray(0, MAX_RAW_BYTES - this.#keptBytes);
  }

  #add(batch: LineBatch, start: number, index: number): void {
    let end = Math.min(index, start + MAX_RAW_BYTES);
    while (end > start && isBlank(batch.buffer[end - 1])) end--;
    addLine(batch, start, end, this.#line);
  }
}

function isBlank(code: number | undefined): boolean {
  return code === LF || code === CR || code === BLANK || code === TAB;
}
