import { createHash, type Hash } from 'node:crypto';
import type { RecordLayout } from '@sekisho/cdr';
import type { LineBatch } from '../line-batch.ts';
import { createSplitter } from '../record-splitter.ts';
import { readContent } from './read-content.ts';

/** A place in the content of a file, behind whole records. */
export interface ContentMark {
  readonly offset: number;
  /** The number of the line that begins there. */
  readonly line: number;
  /** Of all that stands before. */
  readonly hash: Hash;
  /** The last bytes before it, some of them. */
  readonly tail: Buffer;
}

/** Records that stand between two marks. */
export interface Stretch {
  batches: LineBatch[];
  /** Behind them. */
  mark: ContentMark;
  /** Whether the content ends there. */
  isLast: boolean;
}

/** More than one record, so that records which differ little are told apart. */
const TAIL_BYTES = 4096;

/** The last bytes of two pieces that follow each other; nothing of them is shared. */
export function tailOf(before: Buffer, after: Buffer): Buffer {
  return Buffer.concat([before, after.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES);
}

export function beginning(): ContentMark {
  return { offset: 0, line: 1, hash: createHash('sha256'), tail: Buffer.alloc(0) };
}

export function digestOf({ hash }: ContentMark): string {
  return hash.copy().digest('hex');
}

/**
 * Reads the records of a file from a mark on. What no line end or such closes is taken for a record
 * only when `isComplete`, asked at the end, says that no more will come.
 * @throws FeedError
 */
export async function* readStretches(
  path: string,
  layout: RecordLayout,
  from: ContentMark,
  isComplete: () => Promise<boolean>,
): AsyncGenerator<Stretch> {
  const splitter = createSplitter(layout, path, from.line);
  const ahead = from.hash.copy();
  let { offset: read, tail } = from;
  let mark = from;
  for await (const chunk of readContent(path, from.offset)) {
    const batches = [...splitter.push(chunk)];
    const whole = chunk.subarray(0, Math.max(0, chunk.length - splitter.held));
    if (whole.length > 0) {
      const hash = ahead.copy().update(whole);
      const offset = read + whole.length;
      mark = { offset, line: splitter.line, hash, tail: tailOf(tail, whole) };
    }
    ahead.update(chunk);
    tail = tailOf(tail, chunk);
    read += chunk.length;
    yield { batches, mark, isLast: false };
  }
  if (!(await isComplete())) return;
  mark = { offset: read, line: splitter.line, hash: ahead, tail };
  yield { batches: [...splitter.end()], mark, isLast: true };
}
