import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { BAD_ARGUMENTS, FrontError } from './front-error.ts';

/** What the address and the headers of a request say. */
export interface FrontRequest {
  /** The statement or its beginning; the rest is in the body. */
  query: string;
  database: string | undefined;
  /** Where the statement names none. */
  format: string;
  settings: Readonly<Record<string, string>>;
  /** Values for `{name:Type}`, as they came. */
  params: Readonly<Record<string, string>>;
  queryId: string;
  /** A GET changes nothing, as in ClickHouse. */
  isReadonly: boolean;
  /** Of the answer; none unless the client asks for it. */
  compression: 'gzip' | 'deflate' | undefined;
}

// Known to ClickHouse's HTTP handler, and without a meaning for one engine and one user.
const WITHOUT_EFFECT = new Set([
  ...['user', 'password', 'quota_key', 'role', 'stacktrace', 'client_protocol_version'],
  ...['session_id', 'session_timeout', 'session_check', 'close_session', 'compress'],
  ...['wait_end_of_query', 'buffer_size', 'enable_http_compression', 'http_zlib_compression_level'],
  ...['send_progress_in_http_headers', 'http_headers_progress_interval_ms'],
  ...['http_response_buffer_size', 'http_native_compression_disable_checksumming_on_decompress'],
  ...['query', 'database', 'default_format', 'query_id'],
]);

export function readRequest(request: IncomingMessage, url: URL): FrontRequest {
  const { searchParams } = url;
  const header = (name: string) => request.headers[name]?.toString();
  if (isOn(searchParams.get('decompress'))) {
    throw new FrontError(BAD_ARGUMENTS, 'send a Content-Encoding instead of decompress=1');
  }
  return {
    query: searchParams.get('query') ?? '',
    database: searchParams.get('database') ?? header('x-clickhouse-database'),
    format: searchParams.get('default_format') ?? header('x-clickhouse-format') ?? 'TabSeparated',
    settings: named(searchParams, (name) => !WITHOUT_EFFECT.has(name) && !name.startsWith(PARAM)),
    params: named(searchParams, (name) => name.startsWith(PARAM)),
    queryId: searchParams.get('query_id') || randomUUID(),
    isReadonly: request.method === 'GET' || request.method === 'HEAD',
    compression: compressionOf(header('accept-encoding'), searchParams),
  };
}

const PARAM = 'param_';

function named(search: URLSearchParams, isWanted: (name: string) => boolean) {
  const entries = [...search].filter(([name]) => name !== 'decompress' && isWanted(name));
  for (const [name] of entries) {
    if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) continue;
    throw new FrontError(BAD_ARGUMENTS, `${JSON.stringify(name)} is not the name of a setting`);
  }
  return Object.fromEntries(entries);
}

function compressionOf(accepted: string | undefined, search: URLSearchParams) {
  if (!isOn(search.get('enable_http_compression'))) return undefined;
  return (['gzip', 'deflate'] as const).find((coding) => accepted?.includes(coding));
}

function isOn(value: string | null): boolean {
  return value === '1' || value === 'true';
}
