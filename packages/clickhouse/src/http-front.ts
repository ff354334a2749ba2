import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ChdbSession } from './chdb-session.ts';
import { openEmbedded } from './embedded.ts';
import type { Engine } from './engine.ts';
import { EngineError } from './errors.ts';
import { type Credentials, checkAccess, isLoopback } from './front-access.ts';
import { sendAnswer, sendFailure } from './front-answer.ts';
import { bodyOf } from './front-body.ts';
import { type FrontRequest, readRequest } from './front-request.ts';
import { type FrontStatement, furnish, prepareStatement } from './front-statement.ts';
import { Gate } from './gate.ts';

export interface EngineServerOptions {
  /** The data folder, as of `openEmbeddedEngine`. */
  path: string;
  /** Default 127.0.0.1; any but a loopback address needs credentials. */
  host?: string;
  /** 0 lets the system choose. */
  port: number;
  /** Where a request names none. Default `sekisho`. */
  database?: string;
  credentials?: Credentials;
  /** For every statement, over what it asks for itself, e.g. `max_execution_time`. */
  settings?: Readonly<Record<string, string | number>>;
}

export interface EngineServer {
  readonly url: string;
  /** The same engine, for this process itself. */
  readonly engine: Engine;
  /** Ends what runs within `waitMs` (default 3,000) and closes the engine. May be called again. */
  stop(waitMs?: number): Promise<void>;
}

// Each holds one of the process's threads, of which Node has four: one is left for files.
const AT_ONCE = 3;

/**
 * Opens the embedded engine and answers ClickHouse's HTTP interface for it, so that several
 * processes can use it at once. Each request has a session of its own; `session_id` has no meaning.
 */
export async function serveEngine(options: EngineServerOptions): Promise<EngineServer> {
  const { host = '127.0.0.1', port } = options;
  if (!isLoopback(host) && options.credentials === undefined) {
    throw new EngineError('engine-open', `without credentials ${host} would be open to all`);
  }
  const engine = await openEmbedded(options);
  const front = new Front(options, engine.folder);
  const server = createServer((request, response) => void front.handle(request, response));
  try {
    await listen(server, port, host);
  } catch (error) {
    await engine.close();
    throw new EngineError('engine-open', `cannot listen on ${host}:${port}`, error);
  }
  let stopped: Promise<void> | undefined;
  const stop = async (waitMs: number) => {
    await close(server, waitMs);
    await front.idle();
    await engine.close();
  };
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    engine,
    stop: (waitMs = 3000) => (stopped ??= stop(waitMs)),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function close(server: Server, waitMs: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), waitMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

class Front {
  readonly #options: EngineServerOptions;
  readonly #folder: { engine: string; incoming: string };
  readonly #gate = new Gate(AT_ONCE);
  readonly #handling = new Set<Promise<void>>();

  constructor(options: EngineServerOptions, folder: { engine: string; incoming: string }) {
    this.#options = options;
    this.#folder = folder;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const handling = this.#answer(request, response).catch((error: unknown) => {
      sendFailure(response, '', error);
    });
    this.#handling.add(handling);
    await handling;
    this.#handling.delete(handling);
  }

  async idle(): Promise<void> {
    await Promise.all(this.#handling);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/ping') return void response.end('Ok.\n');
    checkAccess(request, url.searchParams, this.#options.credentials);
    const asked = readRequest(request, url);
    if (asked.isReadonly && asked.query === '') return void response.end('Ok.\n');
    try {
      const statement = await prepareStatement(asked, bodyOf(request), this.#folder.incoming);
      await this.#run(asked, statement, response);
    } catch (error) {
      sendFailure(response, asked.queryId, error);
    }
  }

  async #run(
    asked: FrontRequest,
    statement: FrontStatement,
    response: ServerResponse,
  ): Promise<void> {
    const database = asked.database || this.#options.database || 'sekisho';
    const session = new ChdbSession(this.#folder.engine);
    try {
      await this.#gate.pass(() => {
        return furnish(session, database, asked, this.#options.settings ?? {});
      });
      const pieces = this.#pieces(session, statement);
      await sendAnswer(response, asked, statement.format, pieces);
    } finally {
      session.close();
      await statement.dispose();
    }
  }

  /** Passes the gate for each piece: a reader that takes its time holds nobody up. */
  async *#pieces(session: ChdbSession, { sql, format, isStreamed }: FrontStatement) {
    if (!isStreamed) {
      yield await this.#gate.pass(() => session.answer(sql, format));
      return;
    }
    const stream = session.stream(sql, format);
    try {
      for (;;) {
        const piece = await this.#gate.pass(() => stream.next());
        if (piece.done === true) return;
        yield piece.value;
      }
    } finally {
      await stream.return(undefined);
    }
  }
}
