import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { type Batch, decodeHead, HEAD_BYTES } from './batch.ts';

const CHUNK_BYTES = 1 << 20;

/** Reads the batches of a file one after another, in large chunks. */
export class BatchReader {
  readonly #file: FileHandle;
  readonly #seed: number;
  #chunk: Buffer = Buffer.alloc(0);
  #position: number;

  constructor(file: FileHandle, seed: number, position = 0) {
    this.#file = file;
    this.#seed = seed;
    this.#position = position;
  }

  /** Byte at which the next batch begins. */
  get position(): number {
    return this.#position;
  }

  /** @param size bytes of the file that count; nothing when all are read */
  async next(size: number): Promise<Batch | 'broken' | undefined> {
    if (this.#position === size) return undefined;
    await this.#fill(HEAD_BYTES, size);
    const head = decodeHead(this.#chunk, this.#seed);
    if (head === undefined || this.#position + head.bytes > size) return 'broken';
    await this.#fill(head.bytes, size);
    const body = this.#chunk.subarray(HEAD_BYTES, head.bytes);
    if (body.length !== head.bytes - HEAD_BYTES) return 'broken';
    if (crc32(body, this.#seed) !== head.bodyCrc) return 'broken';
    this.#chunk = this.#chunk.subarray(head.bytes);
    this.#position += head.bytes;
    return { firstOffset: head.firstOffset, count: head.count, bytes: head.bytes, body };
  }

  // Records that were handed out lie in the chunk before: it is never written to again.
  async #fill(bytes: number, size: number): Promise<void> {
    const rest = this.#chunk;
    if (rest.length >= bytes) return;
    const most = Math.min(Math.max(bytes, CHUNK_BYTES), size - this.#position);
    const chunk = Buffer.allocUnsafeSlow(Math.max(most, rest.length));
    let filled = rest.copy(chunk);
    while (filled < most) {
      const { bytesRead } = await this.#file.read(
        chunk,
        filled,
        most - filled,
        this.#position + filled,
      );
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    this.#chunk = chunk.subarray(0, filled);
  }
}
