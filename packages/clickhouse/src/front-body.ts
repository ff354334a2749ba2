import { createWriteStream } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from 'node:zlib';
import { BAD_ARGUMENTS, FrontError } from './front-error.ts';

/** A statement with its rows; more rows come with the statement in the address, as clients do. */
const LARGEST_STATEMENT = 64 * 1024 * 1024;

const DECODERS = {
  gzip: createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
  zstd: createZstdDecompress,
};

/** The body as it was before the client compressed it. */
export function bodyOf(request: IncomingMessage): Readable {
  const coding = request.headers['content-encoding'] ?? 'identity';
  if (coding === 'identity') return request;
  if (!isKnown(coding)) throw new FrontError(BAD_ARGUMENTS, `unknown Content-Encoding ${coding}`);
  const decoder = DECODERS[coding]();
  request.on('error', (error) => decoder.destroy(error));
  return request.pipe(decoder);
}

export async function readStatement(body: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_STATEMENT) {
      throw new FrontError(
        BAD_ARGUMENTS,
        `the statement is larger than ${LARGEST_STATEMENT} bytes`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Writes `head` and the body into a file that did not exist. */
export async function writeRows(file: string, head: Uint8Array, body: Readable): Promise<void> {
  const out = createWriteStream(file, { mode: 0o600, flags: 'wx' });
  if (head.length > 0) out.write(head);
  await pipeline(body, out);
}

function isKnown(coding: string): coding is keyof typeof DECODERS {
  return Object.hasOwn(DECODERS, coding);
}
