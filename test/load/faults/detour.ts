import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** `silent`: no answer. `lying`: what is written is said to be done, and is not. */
export type Trouble = 'silent' | 'lying' | 'refusing';

/** Stands between the enforcer and a Kamailio. */
export class Detour {
  trouble: Trouble | undefined;
  #to = '';
  readonly #server: Server = createServer(async (request, response) => {
    const body = await text(request);
    const { method, id } = JSON.parse(body) as { method: string; id: number };
    if (this.trouble === 'silent') return;
    const isWrite = method === 'htable.setxs';
    if (this.trouble === 'lying' && isWrite) {
      response.end(JSON.stringify({ jsonrpc: '2.0', result: 'Ok. Key set to new value.', id }));
      return;
    }
    if (this.trouble === 'refusing' && isWrite) {
      const error = { code: 500, message: 'Failed to set the item' };
      response.writeHead(500).end(JSON.stringify({ jsonrpc: '2.0', error, id }));
      return;
    }
    try {
      const passed = await fetch(this.#to, { method: 'POST', body });
      response.writeHead(passed.status).end(await passed.text());
    } catch {
      // Kamailio is away: as if it had been asked itself.
      response.destroy();
    }
  });

  /** @returns where it is reached */
  async lead(to: string): Promise<string> {
    this.#to = to;
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/RPC`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
