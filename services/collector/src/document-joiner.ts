import { addLine, emptyBatch, type LineBatch } from './line-batch.ts';
import { MAX_RAW_BYTES } from './line-splitter.ts';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/** A document of which the end has not come yet. */
interface OpenDocument {
  line: number;
  bytes: Buffer;
}

/**
 * Joins the lines of JSON documents written over several lines. A document begins with a `{` and
 * ends with the line in which its braces balance. A `{` in the first column begins a new one in any
 * case, so that a document cut short costs no other. Every other line stays a record of its own.
 * Of a document longer than `MAX_RAW_BYTES` that much is kept, the rest is left out.
 */
export class DocumentJoiner {
  #open: OpenDocument | undefined;
  #depth = 0;
  #isInString = false;

  /** The documents that `lines` completes. */
  *push(lines: LineBatch): Generator<LineBatch> {
    const joined = emptyBatch(lines.file, lines.buffer);
    let index = 0;
    if (this.#open !== undefined) {
      const end = this.#findEnd(lines, 0);
      this.#extend(this.#open, lines.buffer.subarray(0, lastEnd(lines, end)));
      if (end > lines.lines.length) return;
      yield this.#close(lines.file, this.#open);
      index = end;
    }
    while (index < lines.lines.length) index = this.#take(joined, lines, index);
    if (joined.lines.length > 0) yield joined;
  }

  /** What is left of a document cut short by the end of the file. */
  *end(file: string): Generator<LineBatch> {
    if (this.#open !== undefined) yield this.#close(file, this.#open);
  }

  /** Takes the document at `index`; gives the index behind it. */
  #take(joined: LineBatch, lines: LineBatch, index: number): number {
    const start = lines.starts[index] as number;
    const line = lines.lines[index] as number;
    this.#depth = 0;
    this.#isInString = false;
    this.#scan(lines, index);
    const end = this.#depth <= 0 ? index + 1 : this.#findEnd(lines, index + 1);
    if (end <= lines.lines.length) addLine(joined, start, lines.ends[end - 1] as number, line);
    else this.#open = { line, bytes: Buffer.from(lines.buffer.subarray(start, lines.consumed)) };
    return end;
  }

  /** Behind the line that ends the open document; beyond all lines when none does. */
  #findEnd(lines: LineBatch, from: number): number {
    for (let index = from; index < lines.lines.length; index++) {
      if (lines.buffer[lines.starts[index] as number] === OPEN) return index;
      this.#scan(lines, index);
      if (this.#depth <= 0) return index + 1;
    }
    return lines.lines.length + 1;
  }

  #scan(lines: LineBatch, index: number): void {
    const { buffer } = lines;
    const end = lines.ends[index] as number;
    for (let i = lines.starts[index] as number; i < end; i++) {
      const code = buffer[i];
      if (code === QUOTE) this.#isInString = !this.#isInString;
      else if (this.#isInString) i += code === BACKSLASH ? 1 : 0;
      else if (code === OPEN) this.#depth++;
      else if (code === CLOSE) this.#depth--;
    }
  }

  #extend(open: OpenDocument, bytes: Buffer): void {
    const room = MAX_RAW_BYTES - open.bytes.length;
    if (room > 0) open.bytes = Buffer.concat([open.bytes, bytes.subarray(0, room)]);
  }

  #close(file: string, { line, bytes }: OpenDocument): LineBatch {
    this.#open = undefined;
    const batch = emptyBatch(file, bytes);
    addLine(batch, 0, bytes.length, line);
    return batch;
  }
}

function lastEnd(lines: LineBatch, end: number): number {
  if (end > lines.lines.length) return lines.consumed;
  return end === 0 ? 0 : (lines.ends[end - 1] as number);
}
