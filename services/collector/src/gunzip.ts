import { setImmediate } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';
import { FeedError } from './feed-error.ts';

/** Deflate packs at most 1032:1, so what one piece unpacks to stays below 17 MB. */
const PIECE_BYTES = 16_384;

export function isGzip(head: Uint8Array): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** Unpacks gzip of one or several members; a fault comes after all that could be unpacked. */
export async function* gunzip(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const unpacker = new Unpacker();
  try {
    for await (const chunk of chunks) {
      for (let i = 0; i < chunk.length && unpacker.failure === undefined; i += PIECE_BYTES) {
        yield* await unpacker.unpack(chunk.subarray(i, i + PIECE_BYTES));
      }
      if (unpacker.failure !== undefined) break;
    }
    yield* await unpacker.finish();
  } finally {
    unpacker.close();
  }
  if (unpacker.failure !== undefined) throw new FeedError('gzip-broken', file, unpacker.failure);
}

/**
 * The stream of node:zlib, a piece at a time: when it fails it drops what it has unpacked and not
 * yet handed out, so everything is taken from it before the next piece goes in.
 */
class Unpacker {
  failure: unknown;
  readonly #stream = createGunzip({ chunkSize: 262_144 });
  readonly #unpacked: Buffer[] = [];
  /** Also before its input ends, when padding follows the last member. */
  #hasEnded = false;
  #settle: () => void = () => undefined;

  constructor() {
    this.#stream.on('data', (chunk: Buffer) => this.#unpacked.push(chunk));
    this.#stream.on('end', () => {
      this.#hasEnded = true;
      this.#settle();
    });
    // The callback of a write that fails is never called.
    this.#stream.on('error', (cause) => {
      this.failure = cause;
      this.#settle();
    });
  }

  unpack(piece: Buffer): Promise<Buffer[]> {
    return this.#settled(() => this.#stream.write(piece, () => this.#settle()));
  }

  async finish(): Promise<Buffer[]> {
    const isDone = this.#hasEnded || this.failure !== undefined;
    return isDone ? [] : this.#settled(() => this.#stream.end());
  }

  close(): void {
    this.#stream.destroy();
  }

  async #settled(begin: () => void): Promise<Buffer[]> {
    await new Promise<void>((resolve) => {
      this.#settle = resolve;
      begin();
    });
    // `data` may be emitted a tick after the write is done.
    await setImmediate();
    return this.#unpacked.splice(0);
  }
}
