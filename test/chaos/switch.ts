import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';

/** An entry as the switch holds it. */
export interface Barring {
  subscriber: string;
  /** Epoch ms. */
  until: number;
}

/** `refusing`: 503. `silent`: no answer in time. `deaf`: it does what it is asked and breaks off. */
export type Trouble = 'refusing' | 'silent' | 'deaf';

interface Asked {
  key: string;
  subscriber: string;
  until: string;
  fence: number;
}

const SILENT_MS = 7000;

/**
 * A switch as docs/webhook.md wants it, which remembers what is barred. It drops nothing by itself, so
 * that what is not released shows.
 */
export class Switch {
  readonly barred = new Map<string, Barring>();
  /** When each subscriber was barred first; epoch ms. */
  readonly barredAt = new Map<string, number>();
  readonly released = new Set<string>();
  /** What no enforcer should ask. */
  readonly faults: string[] = [];
  trouble: Trouble | undefined;
  readonly #fences = new Map<string, number>();
  readonly #server = createServer((request, response) => {
    this.#answer(request, response).catch(() => response.destroy());
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const trouble = this.trouble;
    if (trouble === 'refusing') return void response.writeHead(503).end();
    if (trouble === 'silent') await pause(SILENT_MS);
    const [status, answer] = this.#done(request.method ?? '', request.url ?? '', body);
    if (trouble === 'deaf') return void response.destroy();
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(answer === undefined ? '' : JSON.stringify(answer));
  }

  #done(method: string, path: string, body: string): [number, unknown?] {
    const key = decodeURIComponent(path.slice('/barrings/'.length));
    if (method === 'GET') return this.#shown(key);
    const asked = JSON.parse(body) as Asked;
    if (asked.key !== key) this.faults.push(`${method} ${path} with a body for ${asked.key}`);
    const largest = this.#fences.get(asked.subscriber) ?? 0;
    // One long replaced, which woke up.
    if (asked.fence < largest) return [409];
    this.#fences.set(asked.subscriber, asked.fence);
    return method === 'PUT' ? this.#bar(asked) : this.#release(key);
  }

  #shown(key: string): [number, unknown?] {
    const held = this.barred.get(key);
    return held === undefined ? [404] : [200, { until: new Date(held.until).toISOString() }];
  }

  #bar({ key, subscriber, until }: Asked): [number, unknown?] {
    if (this.released.has(key))
      this.faults.push(`${key} of ${subscriber} barred after its release`);
    for (const [other, held] of this.barred) {
      if (held.subscriber === subscriber && other !== key)
        this.faults.push(`${subscriber} barred twice: ${other}, ${key}`);
    }
    // One who was frozen may ask when it is over.
    if (Date.parse(until) > Date.now())
      this.barred.set(key, { subscriber, until: Date.parse(until) });
    if (!this.barredAt.has(subscriber)) this.barredAt.set(subscriber, Date.now());
    return [200, { until, priorState: { international: 'open' } }];
  }

  #release(key: string): [number] {
    this.released.add(key);
    return [this.barred.delete(key) ? 200 : 404];
  }
}
