import { FeedError, readBytes } from '@sekisho/collector';

/** The beginning of a file. */
export interface Sample {
  readonly bytes: Buffer;
  readonly isWhole: boolean;
  /** What kept the rest from being read. */
  readonly broken: string | undefined;
}

/** Enough for thousands of rows, and for documents of some hundred lines each. */
const SAMPLE_BYTES = 2_097_152;
const LF = 0x0a;

/**
 * Reads the beginning of a file, unpacked, up to a line end. What could be read of a broken file is
 * enough to tell what it is. @throws FeedError when nothing could be read
 */
export async function readSample(file: string, stdin: AsyncIterable<Uint8Array>): Promise<Sample> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of readBytes(file, stdin)) {
      chunks.push(Buffer.from(chunk));
      size += chunk.length;
      if (size > SAMPLE_BYTES) return cutAtLineEnd(Buffer.concat(chunks));
    }
  } catch (error) {
    if (!(error instanceof FeedError) || size === 0) throw error;
    return { ...cutAtLineEnd(Buffer.concat(chunks)), broken: error.message };
  }
  return { bytes: Buffer.concat(chunks), isWhole: true, broken: undefined };
}

function cutAtLineEnd(bytes: Buffer): Sample {
  const end = bytes.lastIndexOf(LF, SAMPLE_BYTES) + 1;
  const cut = bytes.subarray(0, end > 0 ? end : SAMPLE_BYTES);
  return { bytes: cut, isWhole: false, broken: undefined };
}
