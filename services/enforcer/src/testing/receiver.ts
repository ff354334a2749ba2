import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Received {
  method: string;
  path: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: string;
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  status: number;
  headers: Record<string, string>;
  /** Before it answers. */
  delayMs: number;
  stop(): Promise<void>;
}

/** Something that takes webhooks, on loopback. */
export async function startReceiver(): Promise<Receiver> {
  const server = createServer(async (request, response) => {
    const { method = '', url: path = '', headers } = request;
    made.received.push({ method, path, headers, body: await text(request) });
    await new Promise((resolve) => setTimeout(resolve, made.delayMs));
    response.writeHead(made.status, made.headers).end('taken');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const made: Receiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received: [],
    status: 202,
    headers: {},
    delayMs: 0,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return made;
}
