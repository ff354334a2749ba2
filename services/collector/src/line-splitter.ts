import { addLine, emptyBatch, type LineBatch } from './line-batch.ts';

/** Of a line longer than this the first bytes are kept for the reject, the rest is read away. */
export const MAX_RAW_BYTES = 1_048_576;

const LF = 0x0a;
const CR = 0x0d;
const NOTHING = Buffer.alloc(0);

/**
 * Cuts chunks of one file into lines at LF or CR LF. A leading BOM is cut, lines of only blanks,
 * tabs or CR are left out but counted. Holds at most `MAX_RAW_BYTES` and one chunk.
 */
export class LineSplitter {
  readonly #file: string;
  #rest: Buffer = NOTHING;
  #line: number;
  #held = 0;
  #overlong: Buffer | undefined;
  #overlongHasText = false;
  #atFileStart: boolean;

  /** @param line the number of the line that the first chunk begins with */
  constructor(file: string, line = 1) {
    this.#file = file;
    this.#line = line;
    this.#atFileStart = line === 1;
  }

  /** Bytes pushed of a line whose end has not come yet. */
  get held(): number {
    return this.#held;
  }

  /** The number of that line. */
  get line(): number {
    return this.#line;
  }

  /** The lines that `chunk` completes; it must not be written to afterwards. */
  *push(chunk: Buffer): Generator<LineBatch> {
    let fresh = chunk;
    if (this.#overlong !== undefined) {
      const lineEnd = chunk.indexOf(LF);
      if (lineEnd < 0) {
        this.#held += chunk.length;
        return this.#passOver(chunk);
      }
      this.#passOver(chunk.subarray(0, lineEnd));
      yield* this.#endOverlong();
      fresh = chunk.subarray(lineEnd + 1);
    }
    yield* this.#split(this.#join(fresh));
  }

  /** The last line, when no line end follows it. */
  *end(): Generator<LineBatch> {
    if (this.#overlong !== undefined) yield* this.#endOverlong();
    const rest = this.#rest;
    this.#rest = NOTHING;
    const batch = emptyBatch(this.#file, rest);
    this.#add(batch, 0, rest.length);
    batch.consumed = rest.length;
    if (batch.lines.length > 0) yield batch;
  }

  #join(chunk: Buffer): Buffer {
    let bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = NOTHING;
    if (this.#atFileStart && bytes.length >= 3) {
      this.#atFileStart = false;
      if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) bytes = bytes.subarray(3);
    }
    return bytes;
  }

  *#split(bytes: Buffer): Generator<LineBatch> {
    const batch = emptyBatch(this.#file, bytes);
    let start = 0;
    for (let lf = bytes.indexOf(LF); lf >= 0; lf = bytes.indexOf(LF, start)) {
      this.#add(batch, start, lf > start && bytes[lf - 1] === CR ? lf - 1 : lf);
      this.#line++;
      start = lf + 1;
    }
    batch.consumed = start;
    this.#held = bytes.length - start;
    if (start > 0) this.#atFileStart = false;
    this.#keep(bytes.subarray(start));
    if (batch.lines.length > 0) yield batch;
  }

  #add(batch: LineBatch, start: number, end: number): void {
    if (!isBlank(batch.buffer, start, end)) addLine(batch, start, end, this.#line);
  }

  #keep(rest: Buffer): void {
    if (rest.length <= MAX_RAW_BYTES) {
      this.#rest = rest;
      return;
    }
    this.#overlong = Buffer.from(rest.subarray(0, MAX_RAW_BYTES));
    this.#overlongHasText = !isBlank(rest, 0, rest.length);
  }

  #passOver(chunk: Buffer): void {
    this.#overlongHasText ||= !isBlank(chunk, 0, chunk.length);
  }

  *#endOverlong(): Generator<LineBatch> {
    const buffer = this.#overlong as Buffer;
    this.#overlong = undefined;
    const batch = emptyBatch(this.#file, buffer);
    if (this.#overlongHasText) addLine(batch, 0, buffer.length, this.#line);
    this.#line++;
    batch.consumed = buffer.length;
    if (batch.lines.length > 0) yield batch;
  }
}

function isBlank(bytes: Buffer, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const code = bytes[i];
    if (code !== 0x20 && code !== 0x09 && code !== CR) return false;
  }
  return true;
}
