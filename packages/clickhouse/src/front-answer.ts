import type { ServerResponse } from 'node:http';
import { Readable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createDeflate, createGzip } from 'node:zlib';
import { failureOf } from './front-error.ts';
import type { FrontRequest } from './front-request.ts';

const CONTENT_TYPE: Readonly<Record<string, string>> = {
  JSON: 'application/json; charset=UTF-8',
  JSONCompact: 'application/json; charset=UTF-8',
  JSONEachRow: 'application/x-ndjson; charset=UTF-8',
  JSONCompactEachRow: 'application/x-ndjson; charset=UTF-8',
  CSV: 'text/csv; charset=UTF-8; header=absent',
  CSVWithNames: 'text/csv; charset=UTF-8; header=present',
  TabSeparated: 'text/tab-separated-values; charset=UTF-8',
  TSV: 'text/tab-separated-values; charset=UTF-8',
  RowBinary: 'application/octet-stream',
  Native: 'application/octet-stream',
};

/** Sends the pieces. A failure before the first has a status; one after it breaks the connection. */
export async function sendAnswer(
  response: ServerResponse,
  { queryId, compression }: FrontRequest,
  format: string,
  pieces: AsyncIterable<Uint8Array>,
): Promise<void> {
  const iterator = pieces[Symbol.asyncIterator]();
  const first = await iterator.next();
  response.writeHead(200, {
    ...commonHeaders(queryId),
    'content-type': CONTENT_TYPE[format] ?? 'text/plain; charset=UTF-8',
    'x-clickhouse-format': format,
    ...(compression === undefined ? {} : { 'content-encoding': compression }),
  });
  const source = Readable.from(withFirst(first, iterator), { objectMode: false });
  const encoder = encoderOf(compression);
  if (encoder === undefined) await pipeline(source, response);
  else await pipeline(source, encoder, response);
}

export function sendFailure(response: ServerResponse, queryId: string, error: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, code, text } = failureOf(error);
  const headers = { ...commonHeaders(queryId), 'x-clickhouse-exception-code': `${code}` };
  response.writeHead(status, { ...headers, 'content-type': 'text/plain; charset=UTF-8' }).end(text);
}

function commonHeaders(queryId: string): Record<string, string> {
  const summary = '{"read_rows":"0","read_bytes":"0","written_rows":"0","written_bytes":"0"}';
  return {
    'x-clickhouse-query-id': queryId,
    'x-clickhouse-timezone': 'UTC',
    'x-clickhouse-summary': summary,
  };
}

async function* withFirst(
  first: IteratorResult<Uint8Array>,
  rest: AsyncIterator<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

function encoderOf(compression: FrontRequest['compression']): Transform | undefined {
  if (compression === 'gzip') return createGzip({ level: 1 });
  return compression === 'deflate' ? createDeflate({ level: 1 }) : undefined;
}
