const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const NOTHING = Buffer.alloc(0);

/** Cuts the byte order mark that a file may begin with, however its bytes are cut into chunks. */
export class LeadingBom {
  /** Bytes that may be the beginning of one. */
  pending: Buffer = NOTHING;
  #isDone: boolean;

  constructor(isFileStart: boolean) {
    this.#isDone = !isFileStart;
  }

  cut(chunk: Buffer): Buffer {
    if (this.#isDone) return chunk;
    const bytes = Buffer.concat([this.pending, chunk]);
    const first = bytes.subarray(0, BOM.length);
    const isUndecided = first.length < BOM.length && first.equals(BOM.subarray(0, first.length));
    this.#isDone = !isUndecided;
    this.pending = isUndecided ? bytes : NOTHING;
    if (isUndecided) return NOTHING;
    return first.equals(BOM) ? bytes.subarray(BOM.length) : bytes;
  }
}
