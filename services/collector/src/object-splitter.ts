import { LeadingBom } from './leading-bom.ts';
import type { LineBatch } from './line-batch.ts';
import { OpenRecord } from './open-record.ts';
import type { RecordSplitter } from './record-splitter.ts';

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const BLANK = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_LIST = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_LIST = 0x5d;
const OPEN = 0x7b;
const CLOSE = 0x7d;

/**
 * Cuts a file into JSON objects, each perhaps over several lines; brackets and commas between them,
 * of arrays, are no records. A `{` in the first column begins an object in any case, so that one cut
 * short costs no other. What begins otherwise is a record up to the line end at which its braces
 * balance.
 */
export class ObjectSplitter implements RecordSplitter {
  readonly #record: OpenRecord;
  #line: number;
  #isObject = false;
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  #isAfterLineEnd = false;
  readonly #bom: LeadingBom;

  /** @param line the number of the line that the first chunk begins with */
  constructor(file: string, line = 1) {
    this.#record = new OpenRecord(file);
    this.#bom = new LeadingBom(line === 1);
    this.#line = line;
  }

  get held(): number {
    return this.#record.held + this.#bom.pending.length;
  }

  get line(): number {
    return this.#record.isOpen ? this.#record.line : this.#line;
  }

  *push(chunk: Buffer): Generator<LineBatch> {
    const bytes = this.#bom.cut(chunk);
    this.#record.enter(bytes);
    for (let i = 0; i < bytes.length; i++) {
      const code = bytes[i] as number;
      if (this.#record.isOpen && !(this.#isAfterLineEnd && code === OPEN)) this.#within(code, i);
      else this.#between(code, i);
      this.#isAfterLineEnd = code === LF;
      if (code === LF) this.#line++;
    }
    yield* this.#record.leave();
  }

  *end(): Generator<LineBatch> {
    const { pending } = this.#bom;
    this.#record.enter(pending);
    if (pending.length > 0) this.#record.begin(0, this.#line);
    if (this.#record.isOpen) this.#record.finish(pending.length);
    yield* this.#record.leave();
  }

  #between(code: number, index: number): void {
    if (this.#record.isOpen) this.#record.finish(index);
    if (isBetween(code)) return;
    this.#record.begin(index, this.#line);
    this.#isObject = code === OPEN;
    this.#depth = 0;
    this.#isInString = false;
    this.#isEscaped = false;
    this.#within(code, index);
  }

  #within(code: number, index: number): void {
    if (code === LF && !this.#isObject && this.#depth <= 0) this.#record.finish(index);
    else if (this.#isEscaped) this.#isEscaped = false;
    else if (code === QUOTE) this.#isInString = !this.#isInString;
    else if (this.#isInString) this.#isEscaped = code === BACKSLASH;
    else if (code === OPEN) this.#depth++;
    else if (code === CLOSE) this.#close(index);
  }

  #close(index: number): void {
    this.#depth--;
    if (this.#isObject && this.#depth === 0) this.#record.finish(index + 1);
  }
}

function isBetween(code: number): boolean {
  switch (code) {
    case BLANK:
    case LF:
    case CR:
    case TAB:
    case COMMA:
    case OPEN_LIST:
    case CLOSE_LIST:
      return true;
    default:
      return false;
  }
}
