import type { IncomingMessage } from 'node:http';
import { FeedError } from '../feed-error.ts';
import { gunzip } from '../gunzip.ts';
import type { Hold } from './byte-budget.ts';
import { RequestFault } from './request-fault.ts';

/**
 * The body of a request, unpacked.
 * @param maxBytes bounds the body as sent and as unpacked
 * @throws RequestFault `body-too-large`, `behind`, `bad-gzip`, `unknown-encoding`, `disconnected`
 */
export async function readBody(
  request: IncomingMessage,
  maxBytes: number,
  hold: Hold,
): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    throw new RequestFault('body-too-large');
  }
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of limited(unpack(request, maxBytes), maxBytes)) {
      if (!hold.take(chunk.length)) throw new RequestFault('behind');
      chunks.push(chunk);
    }
  } catch (cause) {
    throw faultOf(cause);
  }
  return Buffer.concat(chunks);
}

function unpack(request: IncomingMessage, maxBytes: number): AsyncIterable<Buffer> {
  // Who sent too much is still to read the answer, so the connection stays.
  const sent: AsyncIterable<Buffer> = request.iterator({ destroyOnReturn: false });
  switch (request.headers['content-encoding']?.trim().toLowerCase() ?? 'identity') {
    case 'identity':
    case '':
      return sent;
    case 'gzip':
    case 'x-gzip':
      return gunzip('request', limited(sent, maxBytes));
    default:
      throw new RequestFault('unknown-encoding');
  }
}

async function* limited(chunks: AsyncIterable<Buffer>, most: number): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    if (size > most) throw new RequestFault('body-too-large');
    yield chunk;
  }
}

function faultOf(cause: unknown): RequestFault {
  if (cause instanceof RequestFault) return cause;
  return new RequestFault(cause instanceof FeedError ? 'bad-gzip' : 'disconnected', cause);
}
