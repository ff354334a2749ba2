/**
 * Records of one file as ranges of one buffer, nothing copied: record `i` is
 * `buffer[starts[i], ends[i])` and begins on line `lines[i]`, 1-based and counting empty lines.
 */
export interface LineBatch {
  readonly file: string;
  readonly buffer: Buffer;
  readonly starts: number[];
  readonly ends: number[];
  readonly lines: number[];
  /** Where in `buffer` the text after the last line end begins. */
  consumed: number;
}

export function emptyBatch(file: string, buffer: Buffer): LineBatch {
  return { file, buffer, starts: [], ends: [], lines: [], consumed: 0 };
}

export function addLine(batch: LineBatch, start: number, end: number, line: number): void {
  batch.starts.push(start);
  batch.ends.push(end);
  batch.lines.push(line);
}
