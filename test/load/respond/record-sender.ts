import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { given } from '../../support/given.ts';

const TICK_MS = 20;

/** A switch that writes to the collector. */
export class RecordSender {
  readonly #url: string;
  readonly #token = readFileSync(given('COLLECTOR_TOKEN_FILE'), 'utf8').trim();

  constructor(collectorUrl: string) {
    this.#url = `${collectorUrl}/v1/cdrs`;
  }

  /** Resolves once they are durable. @throws where one is not taken */
  async send(lines: readonly string[]): Promise<void> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.#token}` },
      body: lines.join('\n'),
    });
    const text = await response.text();
    if (response.status !== 202) throw new Error(`${response.status} ${text}`);
    const { rejected } = JSON.parse(text) as { rejected: unknown[] };
    if (rejected.length > 0) throw new Error(`rejected: ${JSON.stringify(rejected[0])}`);
  }

  /** Sends at a rate for so long. @returns ms until all were durable */
  async stream(lines: readonly string[], rate: number, forMs: number): Promise<number> {
    const startedAt = performance.now();
    const sending: Promise<void>[] = [];
    let sent = 0;
    for (let past = 0; past < forMs; past = performance.now() - startedAt) {
      const due = Math.min(lines.length, Math.floor((past / 1000) * rate));
      if (due > sent) sending.push(this.send(lines.slice(sent, due)));
      sent = due;
      await pause(TICK_MS);
    }
    if (sent < lines.length) sending.push(this.send(lines.slice(sent)));
    await Promise.all(sending);
    return performance.now() - startedAt;
  }
}
