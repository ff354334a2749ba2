import { detectFormat, type RecordFormat } from '@sekisho/cdr';
import { readContent } from './read-content.ts';

const HEAD_BYTES = 65_536;

/** The format that the beginning of a file shows; what nothing recognises is read as NDJSON. */
export async function detectContent(path: string): Promise<RecordFormat> {
  let head: Buffer = Buffer.alloc(0);
  for await (const chunk of readContent(path, 0)) {
    head = Buffer.concat([head, chunk]).subarray(0, HEAD_BYTES);
    const format = detectFormat(head);
    if (format !== undefined) return format;
    if (head.length === HEAD_BYTES) break;
  }
  return 'ndjson';
}
