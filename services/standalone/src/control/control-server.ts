import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { type Ledger, LedgerError, VERDICTS } from '@sekisho/ledger';
import type { Log } from '@sekisho/runtime';
import { z } from 'zod';
import { caseHandlers } from './case-operations.ts';
import { LedgerSessions } from './ledger-sessions.ts';
import type { Operations } from './operations.ts';
import { unwire } from './wire-values.ts';

export interface ControlServer {
  readonly url: string;
  /** Lets in who can read the data folder. */
  readonly token: string;
  stop(): Promise<void>;
}

const KEEP_ALIVE_MS = 120_000;

const subscriber = z.string().min(1).max(64);
const person = z.object({ by: z.string().min(1), reason: z.string().min(1) });
const ofRestriction = person.extend({ restrictionId: z.string() });
const ofAlert = person.extend({ alertId: z.string(), verdict: z.enum(VERDICTS) });
const toBar = person.extend({ alertId: z.string(), forMs: z.int().positive() });
const ofService = person.extend({ service: z.string().min(1) });
const ofDestination = person.extend({ destinationId: z.string() });
const destination = ofService.extend({
  prefix: z.string(),
  forMs: z.number(),
  exceptions: z.array(subscriber),
});

const statement = z.object({
  transaction: z.string().optional(),
  sql: z.string(),
  params: z.array(z.unknown()),
});
const ending = z.object({ transaction: z.string(), how: z.enum(['commit', 'rollback']) });

type Handlers = ReadonlyMap<string, (body: unknown) => Promise<unknown>>;

/** Answers operations on a loopback port of its own: `POST /<operation>`, JSON in and out. */
export async function startControlServer(
  operations: Operations,
  ledger: Ledger,
  log: Log,
): Promise<ControlServer> {
  const token = randomBytes(24).toString('base64url');
  const handlers = handlersOf(operations, new LedgerSessions(ledger));
  const server = createServer((request, response) => {
    answer(request, response, handlers, token).catch((error: unknown) =>
      fail(response, error, log),
    );
  });
  // A client works between two statements of a transaction.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, token, stop: () => stop(server) };
}

function handlersOf(operations: Operations, sessions: LedgerSessions): Handlers {
  return new Map(
    Object.entries({
      status: () => operations.status(),
      bars: (body) => operations.bars(z.object({ of: z.enum(['live', 'all']) }).parse(body).of),
      actual: () => operations.actual(),
      release: (body) => operations.release(ofRestriction.parse(body)),
      approve: (body) => operations.approve(ofRestriction.parse(body)),
      bar: (body) => operations.bar(toBar.parse(body)),
      lock: (body) => operations.lock(ofService.extend({ subscriber }).parse(body)),
      hold: (body) => operations.hold(ofService.parse(body)),
      resume: (body) => operations.resume(ofService.parse(body)),
      verdict: (body) => operations.verdict(ofAlert.parse(body)),
      verdicts: (body) =>
        operations.verdicts(z.object({ of: z.enum(['newest', 'all']) }).parse(body).of),
      'judged-alerts': () => operations.judgedAlerts(),
      ...caseHandlers(operations),
      'destination-propose': (body) => operations.proposeDestination(destination.parse(body)),
      'destination-place': (body) => operations.placeDestination(destination.parse(body)),
      'destination-approve': (body) => operations.approveDestination(ofDestination.parse(body)),
      'destination-release': (body) => operations.releaseDestination(ofDestination.parse(body)),
      destinations: (body) =>
        operations.destinations(z.object({ of: z.enum(['live', 'all']) }).parse(body).of),
      'ledger-begin': () => sessions.begin(),
      'ledger-run': (body) => {
        const { transaction, sql, params } = statement.parse(body);
        return sessions.run(transaction, sql, unwire(params));
      },
      'ledger-end': async (body) => {
        const { transaction, how } = ending.parse(body);
        await sessions.end(transaction, how);
        return {};
      },
    } satisfies Record<string, (body: unknown) => Promise<unknown>>),
  );
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  handlers: Handlers,
  token: string,
): Promise<void> {
  if (!isAllowed(request, token)) return send(response, 401, { code: 'unauthorised' });
  const handle = handlers.get(request.url?.slice(1) ?? '');
  if (handle === undefined || request.method !== 'POST') {
    return send(response, 404, { code: 'unknown-operation' });
  }
  send(response, 200, await handle(await json(request)));
}

function isAllowed({ headers }: IncomingMessage, token: string): boolean {
  const given = Buffer.from(headers.authorization ?? '');
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function fail(response: ServerResponse, error: unknown, log: Log): void {
  if (error instanceof LedgerError) {
    send(response, 409, { code: error.code, message: error.message });
  } else if (error instanceof z.ZodError || error instanceof SyntaxError) {
    send(response, 400, { code: 'bad-request', message: error.message });
  } else {
    log.error({ err: error }, 'an operation failed');
    send(response, 500, { code: 'failed', message: String(error) });
  }
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
