import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { isLoopback } from './access/loopback.ts';
import type { Console } from './console.ts';

/** An address from which others than this machine's users could act. */
export class ConsoleAddressError extends Error {
  readonly code = 'not-loopback';

  constructor(host: string) {
    super(
      `the console without accounts answers on loopback alone, not on ${host}: leave the address out, name a file of access, or reach it through ssh -L`,
    );
    this.name = 'ConsoleAddressError';
  }
}

export interface ConsoleServer {
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Serves the console, on this machine alone where it has no accounts. @param port 0 lets the
 * system choose @throws ConsoleAddressError for another address without accounts
 */
export async function serveConsole(
  opened: Console,
  { host = '127.0.0.1', port }: { host?: string; port: number },
): Promise<ConsoleServer> {
  if (!opened.hasAccounts && !isLoopback(host)) throw new ConsoleAddressError(host);
  const server = createServer(getRequestListener(opened.app.fetch));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const { port: chosen } = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host;
  return { url: `http://${name}:${chosen}`, stop: () => stop(opened, server) };
}

function stop(opened: Console, server: Server): Promise<void> {
  opened.stop();
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
