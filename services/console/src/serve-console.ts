import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Console } from './console.ts';

/** An address from which others than this machine's users could act. */
export class ConsoleAddressError extends Error {
  readonly code = 'not-loopback';

  constructor(host: string) {
    super(
      `the console has no sign-in yet and answers on loopback alone, not on ${host}: leave the address out, or reach it through ssh -L`,
    );
    this.name = 'ConsoleAddressError';
  }
}

export interface ConsoleServer {
  readonly url: string;
  stop(): Promise<void>;
}

const LOOPBACK = ['127.0.0.1', '::1', 'localhost'];

/**
 * Serves the console on this machine. @param port 0 lets the system choose
 * @throws ConsoleAddressError for any other address
 */
export async function serveConsole(
  opened: Console,
  { host = '127.0.0.1', port }: { host?: string; port: number },
): Promise<ConsoleServer> {
  if (!LOOPBACK.includes(host)) throw new ConsoleAddressError(host);
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
