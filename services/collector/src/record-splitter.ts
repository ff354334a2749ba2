import type { RecordLayout } from '@sekisho/cdr';
import type { LineBatch } from './line-batch.ts';
import { LineSplitter } from './line-splitter.ts';
import { ObjectSplitter } from './object-splitter.ts';
import { ParagraphSplitter } from './paragraph-splitter.ts';

/** Cuts chunks of one file into records. A chunk must not be written to afterwards. */
export interface RecordSplitter {
  /** Bytes pushed of a record whose end has not come yet. */
  readonly held: number;
  /** The number of the line on which that begins, or what is pushed next. */
  readonly line: number;
  /** The records that a chunk completes. */
  push(chunk: Buffer): Iterable<LineBatch>;
  /** The last record, when nothing ends it but the end of the file. */
  end(): Iterable<LineBatch>;
}

/** @param line the number of the line that the first chunk begins with */
export function createSplitter(layout: RecordLayout, file: string, line = 1): RecordSplitter {
  switch (layout) {
    case 'lines':
      return new LineSplitter(file, line);
    case 'json':
      return new ObjectSplitter(file, line);
    case 'paragraphs':
      return new ParagraphSplitter(file, line);
  }
}
