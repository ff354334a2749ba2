import type { RecordReading } from '@sekisho/cdr';
import { emptyBatch } from '../line-batch.ts';
import { LineSplitter } from '../line-splitter.ts';
import { type OpenedHead, RecordHead } from '../record-head.ts';
import { readContent } from './read-content.ts';

/**
 * Reads the head of a file, wherever its records are taken from; `undefined` as long as it is not
 * there in whole lines. The last line of a file that does not grow needs no line end. @throws FeedError, also when the head cannot be used
 */
export async function readHead(
  path: string,
  reading: RecordReading,
  grows: boolean,
): Promise<OpenedHead | undefined> {
  const head = new RecordHead(path, reading);
  const opened = head.take(emptyBatch(path, Buffer.alloc(0)));
  if (opened !== undefined) return opened;
  const splitter = new LineSplitter(path);
  for await (const chunk of readContent(path, 0)) {
    for (const lines of splitter.push(chunk)) {
      const found = head.take(lines);
      if (found !== undefined) return found;
    }
  }
  const [last] = grows ? [] : splitter.end();
  return last === undefined ? undefined : head.take(last);
}
