import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import type { CollectorApp } from './app.ts';

/** How often connections that have become idle are looked for while stopping. */
const SWEEP_MS = 50;
const HEADERS_WITHIN_MS = 10_000;

export interface ServerOptions {
  host: string;
  /** 0 lets the system choose. */
  port: number;
  /** A client that is slower with its request than this is cut off. */
  requestWithinMs: number;
}

export interface CollectorServer {
  readonly port: number;
  /** Takes no new connections; requests that are in flight have this long to end. */
  stop(withinMs: number): Promise<void>;
}

/** Serves the app. @throws what the system says when it cannot listen */
export async function startServer(
  app: CollectorApp,
  { host, port, requestWithinMs }: ServerOptions,
): Promise<CollectorServer> {
  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    serverOptions: {
      requestTimeout: requestWithinMs,
      headersTimeout: Math.min(HEADERS_WITHIN_MS, requestWithinMs),
      connectionsCheckingInterval: Math.min(1000, requestWithinMs),
    },
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    stop: (withinMs) => stop(server, withinMs),
  };
}

async function stop(server: Server, withinMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  const sweep = setInterval(() => server.closeIdleConnections(), SWEEP_MS);
  const end = setTimeout(() => server.closeAllConnections(), withinMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(end);
}
