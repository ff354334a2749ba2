import type { RecordReading } from '@sekisho/cdr';
import { type ChooseReading, HEAD_BYTES } from '../read-choice.ts';
import { readContent } from './read-content.ts';

/** How a file is read, by its beginning where that has to tell. @throws FeedError */
export async function detectContent(path: string, choose: ChooseReading): Promise<RecordReading> {
  let head: Buffer = Buffer.alloc(0);
  let reading = choose(head, false);
  if (reading !== undefined) return reading;
  for await (const chunk of readContent(path, 0)) {
    head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
    reading = choose(head, head.length === HEAD_BYTES);
    if (reading !== undefined) return reading;
  }
  return choose(head, true) as RecordReading;
}
