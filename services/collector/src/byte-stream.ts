import { createReadStream } from 'node:fs';
import { STDIN } from './check-paths.ts';
import { FeedError } from './feed-error.ts';
import { gunzip, isGzip } from './gunzip.ts';

const CHUNK_BYTES = 262_144;

/** The bytes of a file or of standard input, unpacked when they begin as gzip does. */
export async function* readBytes(
  file: string,
  stdin: AsyncIterable<Uint8Array>,
): AsyncGenerator<Buffer> {
  const chunks = readRaw(file, stdin);
  const head = await takeHead(chunks);
  const all = prepend(head, chunks);
  yield* isGzip(head) ? gunzip(file, all) : all;
}

async function* readRaw(file: string, stdin: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  const stream = file === STDIN ? stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  try {
    for await (const chunk of stream)
      yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
  } catch (cause) {
    throw new FeedError('read-failed', file, cause);
  }
}

/** Enough to tell gzip, unless the input ends before. */
async function takeHead(chunks: AsyncGenerator<Buffer>): Promise<Buffer> {
  let head: Buffer = Buffer.alloc(0);
  while (head.length < 2) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = head.length === 0 ? next.value : Buffer.concat([head, next.value]);
  }
  return head;
}

async function* prepend(head: Buffer, chunks: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (head.length > 0) yield head;
    yield* chunks;
  } finally {
    await chunks.return(undefined);
  }
}
