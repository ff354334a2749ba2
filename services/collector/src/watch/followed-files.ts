import { open } from 'node:fs/promises';
import { FeedError } from '../feed-error.ts';
import type { ContentMark } from './content-mark.ts';

/**
 * Where files that grow were left. What stands before that place is looked at again when a file has
 * grown: one that was cut and written anew does not go on there.
 */
export class FollowedFiles {
  readonly #left = new Map<string, ContentMark>();

  leave(name: string, mark: ContentMark): void {
    this.#left.set(name, mark);
  }

  /** The place to go on from; `undefined` when the file is not as it was left. */
  async resume(name: string, path: string): Promise<ContentMark | undefined> {
    const left = this.#left.get(name);
    if (left === undefined) return undefined;
    const { length } = left.tail;
    const found = await bytesAt(path, left.offset - length, length);
    return left.tail.equals(found) ? left : undefined;
  }
}

async function bytesAt(path: string, start: number, length: number): Promise<Buffer> {
  await using handle = await open(path).catch((cause: unknown) => {
    throw new FeedError('not-readable', path, cause);
  });
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, start);
  return buffer.subarray(0, bytesRead);
}
