import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openEmbedded } from './embedded.ts';
import type { Engine } from './engine.ts';
import { EngineError } from './errors.ts';
import { Front } from './front.ts';
import { type Credentials, isLoopback } from './front-access.ts';

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
  /** Whether only questions are answered. Default false. */
  isReadonly?: boolean;
}

export interface EngineServer {
  readonly url: string;
  /** The same engine, for this process itself. */
  readonly engine: Engine;
  /**
   * Waits so long for what runs (default 2,000), cancels the rest and closes the engine. May be
   * called again.
   */
  stop(waitMs?: number): Promise<void>;
}

/**
 * Opens the embedded engine and answers ClickHouse's HTTP interface for it, so that several
 * processes can use it at once. Each request has a session of its own; `session_id` has no meaning.
 */
export async function startEngineServer(options: EngineServerOptions): Promise<EngineServer> {
  const { host = '127.0.0.1', port } = options;
  if (!isLoopback(host) && options.credentials === undefined) {
    throw new EngineError('engine-open', `without credentials ${host} would be open to all`);
  }
  const engine = await openEmbedded(options);
  const front = new Front(options, engine.folder);
  const server = createServer((request, response) => front.handle(request, response));
  try {
    await listen(server, port, host);
  } catch (error) {
    await engine.close();
    throw new EngineError('engine-open', `cannot listen on ${host}:${port}`, error);
  }
  let stopped: Promise<void> | undefined;
  const stop = async (waitMs: number) => {
    const closed = close(server);
    const timer = setTimeout(() => {
      server.closeAllConnections();
      front.cancelAll();
    }, waitMs);
    await Promise.all([closed, front.idle()]);
    clearTimeout(timer);
    await engine.close();
  };
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    engine,
    stop: (waitMs = 2000) => (stopped ??= stop(waitMs)),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
