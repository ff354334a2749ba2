import type { FileHandle } from 'node:fs/promises';
import { decodeHead, HEAD_BYTES, MAGIC } from './batch.ts';
import { BatchReader } from './batch-reader.ts';
import { damage } from './errors.ts';
import type { Segment } from './segment.ts';

/**
 * Reads the newest segment through, and cuts off what a crash has torn at its end; what is left is
 * on the disk then. Sets its `end` and `bytes`.
 * @param file open for reading and writing
 * @returns bytes that were cut off
 * @throws RecordLogError `damaged`
 */
export async function recoverSegment(
  segment: Segment,
  file: FileHandle,
  seed: number,
): Promise<number> {
  const { size } = await file.stat();
  const reader = new BatchReader(file, seed);
  let end = segment.base;
  let batch = await reader.next(size);
  for (; batch !== undefined && batch !== 'broken'; batch = await reader.next(size)) {
    if (batch.firstOffset !== end) throw misplaced(segment, reader.position, end);
    end += batch.count;
  }
  if (batch === 'broken') await cutOff(segment, file, { at: reader.position, size, seed });
  // What a killed process had written may be in the memory of the system alone.
  await file.sync();
  segment.end = end;
  segment.bytes = reader.position;
  return size - reader.position;
}

interface Tail {
  at: number;
  size: number;
  seed: number;
}

async function cutOff({ path }: Segment, file: FileHandle, tail: Tail): Promise<void> {
  const follower = await findHead(file, tail);
  if (follower !== undefined) {
    throw damage(path, tail.at, `records cannot be read, and byte ${follower} begins newer ones`);
  }
  await file.truncate(tail.at);
}

/** Where the next batch begins, if there is one. */
async function findHead(file: FileHandle, { at, size, seed }: Tail): Promise<number | undefined> {
  const tail = Buffer.alloc(size - at);
  for (let filled = 0; filled < tail.length; ) {
    const { bytesRead } = await file.read(tail, filled, tail.length - filled, at + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  for (let found = tail.indexOf(MAGIC, 1); found !== -1; found = tail.indexOf(MAGIC, found + 1)) {
    if (decodeHead(tail.subarray(found, found + HEAD_BYTES), seed)) return at + found;
  }
  return undefined;
}

function misplaced({ path }: Segment, byte: number, expected: number) {
  return damage(path, byte, `the batch that ends here does not begin with offset ${expected}`);
}
