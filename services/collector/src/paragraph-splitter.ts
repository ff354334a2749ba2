import { LeadingBom } from './leading-bom.ts';
import type { LineBatch } from './line-batch.ts';
import { OpenRecord } from './open-record.ts';
import type { RecordSplitter } from './record-splitter.ts';

const TAB = 0x09;
const LF = 0x0a;
const CR = 0x0d;
const BLANK = 0x20;

/** Cuts a file into stretches of lines that are not empty. */
export class ParagraphSplitter implements RecordSplitter {
  readonly #record: OpenRecord;
  readonly #bom: LeadingBom;
  #line: number;
  #isEmptyLine = true;

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
    for (let i = 0; i < bytes.length; i++) this.#take(bytes[i] as number, i);
    yield* this.#record.leave();
  }

  *end(): Generator<LineBatch> {
    const { pending } = this.#bom;
    this.#record.enter(pending);
    if (pending.length > 0) this.#record.begin(0, this.#line);
    if (this.#record.isOpen) this.#record.finish(pending.length);
    yield* this.#record.leave();
  }

  #take(code: number, index: number): void {
    if (code === LF) {
      if (this.#isEmptyLine && this.#record.isOpen) this.#record.finish(index);
      this.#isEmptyLine = true;
      this.#line++;
    } else if (code !== BLANK && code !== TAB && code !== CR) {
      if (!this.#record.isOpen) this.#record.begin(index, this.#line);
      this.#isEmptyLine = false;
    }
  }
}
