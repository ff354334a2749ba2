import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { signatureOf } from '../targets/signature.ts';

export const SECRET = 'a secret of more than thirty-two characters';

interface Entry {
  until: string;
  priorState: unknown;
  reference: string;
}

/** What the switch does instead of answering as it should. */
interface Trouble {
  status: number;
  headers?: Record<string, string>;
  body?: string;
  /** Whether it does what is asked all the same. */
  isDone?: boolean;
}

export interface Switch {
  readonly url: string;
  readonly entries: Map<string, Entry>;
  /** `METHOD path`, in order. */
  readonly requests: string[];
  /** Of the entries that were released: what was to be restored. */
  readonly restored: unknown[];
  readonly idempotencyKeys: string[];
  trouble: Trouble | undefined;
  /** Called before each answer. */
  onAnswer: (() => void | Promise<void>) | undefined;
  stop(): Promise<void>;
}

/** A switch that speaks docs/webhook.md; what is not signed is refused. */
export async function startSwitch(): Promise<Switch> {
  const server = createServer((request, response) => void answer(made, request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const made: Switch = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    entries: new Map(),
    requests: [],
    restored: [],
    idempotencyKeys: [],
    trouble: undefined,
    onAnswer: undefined,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return made;
}

async function answer(made: Switch, request: IncomingMessage, response: ServerResponse) {
  const body = await text(request);
  const { method = '', url: path = '', headers } = request;
  made.requests.push(`${method} ${path}`);
  made.idempotencyKeys.push(String(headers['idempotency-key'] ?? ''));
  const { trouble } = made;
  const isDone = trouble === undefined || trouble.isDone === true;
  const [status, answered] = !isSigned(request, body)
    ? [401, {}]
    : isDone
      ? done(made, method, path, body)
      : [500, {}];
  await made.onAnswer?.();
  const type = { 'content-type': 'application/json' };
  if (trouble === undefined) response.writeHead(status, type).end(JSON.stringify(answered));
  else response.writeHead(trouble.status, { ...type, ...trouble.headers }).end(trouble.body ?? '');
}

function isSigned({ headers, method = '', url: path = '' }: IncomingMessage, body: string) {
  const timestamp = Number(headers['sekisho-timestamp']);
  const expected = signatureOf(SECRET, { method, path, body, timestamp });
  return headers['sekisho-signature'] === expected;
}

function done(made: Switch, method: string, path: string, body: string): [number, unknown] {
  const key = decodeURIComponent(path.slice('/barrings/'.length));
  if (method === 'GET' && path === '/barrings') {
    return [200, { barrings: [...made.entries].map(([k, { until }]) => ({ key: k, until })) }];
  }
  const entry = made.entries.get(key);
  if (method === 'PUT') return [200, put(made, key, JSON.parse(body).until)];
  if (entry === undefined) return [404, {}];
  if (method === 'DELETE') {
    made.entries.delete(key);
    made.restored.push(JSON.parse(body).priorState);
  }
  return [200, entry];
}

function put(made: Switch, key: string, until: string): Entry {
  const priorState = made.entries.get(key)?.priorState ?? { international: 'open' };
  const entry = { until, priorState, reference: `switch-${key}` };
  made.entries.set(key, entry);
  return entry;
}
