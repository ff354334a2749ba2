import { retryAfterMs } from './retry-after.ts';
import { signatureOf } from './signature.ts';
import { TargetError } from './target.ts';

export interface WebhookOptions {
  /** Without a slash at its end. */
  url: string;
  secret: string;
  /** For one request. Default 5 s. */
  timeoutMs?: number;
  now: () => number;
}

interface WebhookRequest {
  method: 'GET' | 'PUT' | 'DELETE';
  /** Below the URL, beginning with a slash. */
  path: string;
  body?: unknown;
  idempotencyKey?: string;
}

/** What came back: `undefined` for 404, and for an answer without JSON an empty object. */
export type WebhookAnswer = Readonly<Record<string, unknown>> | undefined;

export type SendWebhook = (request: WebhookRequest) => Promise<WebhookAnswer>;

// Conflict and too early are a matter of order, the others of load.
const PASSING = new Set([408, 409, 425, 429]);

/** Sends signed requests. What is neither 2xx nor 404 is a `TargetError`, as is no answer. */
export function createSendWebhook(options: WebhookOptions, stopped: AbortSignal): SendWebhook {
  return async function sendWebhook(request) {
    const response = await send(options, request, stopped);
    if (response.status === 404) return undefined;
    if (!response.ok) throw errorOf(response, options.now());
    return bodyOf(response);
  };
}

async function send(
  options: WebhookOptions,
  request: WebhookRequest,
  stopped: AbortSignal,
): Promise<Response> {
  const url = new URL(options.url + request.path);
  const body = request.body === undefined ? '' : JSON.stringify(request.body);
  try {
    return await fetch(url, {
      method: request.method,
      headers: headersOf(options, request, url, body),
      ...(body === '' ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.any([stopped, AbortSignal.timeout(options.timeoutMs ?? 5000)]),
    });
  } catch (cause) {
    throw new TargetError('unreachable', `${request.method} got no answer`, { cause });
  }
}

function headersOf(
  { secret, now }: WebhookOptions,
  { method, idempotencyKey }: WebhookRequest,
  url: URL,
  body: string,
): Record<string, string> {
  const timestamp = Math.floor(now() / 1000);
  const path = url.pathname + url.search;
  return {
    accept: 'application/json',
    'sekisho-timestamp': String(timestamp),
    'sekisho-signature': signatureOf(secret, { method, path, body, timestamp }),
    ...(body === '' ? {} : { 'content-type': 'application/json' }),
    ...(idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }),
  };
}

function errorOf({ status, headers }: Response, now: number): TargetError {
  const isPassing = status >= 500 || PASSING.has(status);
  return new TargetError(isPassing ? 'unreachable' : 'refused', `answered ${status}`, {
    retryAfterMs: isPassing ? retryAfterMs(headers.get('retry-after'), now) : undefined,
  });
}

async function bodyOf(response: Response): Promise<Readonly<Record<string, unknown>>> {
  let text: string;
  try {
    text = await response.text();
  } catch (cause) {
    throw new TargetError('unreachable', 'the answer broke off', { cause });
  }
  if (text === '') return {};
  // Some page of a proxy, or of a server under repair: nobody there has barred anything.
  if (!response.headers.get('content-type')?.includes('json')) {
    throw new TargetError('unreachable', 'the answer is no JSON');
  }
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch (cause) {
    throw new TargetError('unreachable', 'the answer is no JSON', { cause });
  }
}
