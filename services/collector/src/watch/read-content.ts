import { open } from 'node:fs/promises';
import { FeedError } from '../feed-error.ts';
import { gunzip, isGzip } from '../gunzip.ts';

const CHUNK_BYTES = 262_144;

/** The unpacked content of a file from an offset on. @throws FeedError */
export async function* readContent(path: string, offset: number): AsyncGenerator<Buffer> {
  const handle = await open(path).catch((cause: unknown) => {
    throw new FeedError('not-readable', path, cause);
  });
  try {
    const { buffer: head } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    const isPacked = isGzip(head);
    const bytes: AsyncIterable<Buffer> = handle.createReadStream({
      start: isPacked ? 0 : offset,
      highWaterMark: CHUNK_BYTES,
      autoClose: false,
    });
    yield* isPacked ? skip(gunzip(path, bytes), offset) : bytes;
  } catch (cause) {
    throw cause instanceof FeedError ? cause : new FeedError('read-failed', path, cause);
  } finally {
    await handle.close();
  }
}

async function* skip(chunks: AsyncIterable<Buffer>, bytes: number): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (chunk.length > left) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}
