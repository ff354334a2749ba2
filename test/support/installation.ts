import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { PLAIN_RULES } from './plain-rules.ts';
import { ndjson, type RecordFields } from './record.ts';
import { sekisho } from './sekisho.ts';
import { Service } from './service.ts';
import { ask, type Row } from './store.ts';

const MAIN = fileURLToPath(new URL('../../services/standalone/bin/sekisho.js', import.meta.url));

/** What `POST /v1/cdrs` answers. */
export interface Taken {
  accepted: number;
  rejected: { index: number; reason: string; field: string | null }[];
}

/** As much of it as tests ask for. */
export interface InstallationStatus {
  process: { pid: number } | null;
  records: { stored: number; waiting: number };
}

/** A data folder, and the process that works on it while there is one. */
export class Installation {
  readonly data: string;
  #process: Service | undefined;

  constructor(data: string) {
    this.data = data;
  }

  get process(): Service {
    if (this.#process === undefined) throw new Error('it does not run');
    return this.#process;
  }

  /** Starts it under the plain rules, where `flags` name no others. */
  async start(flags: readonly string[] = []): Promise<void> {
    const rules = flags.includes('--rules') ? [] : ['--rules', PLAIN_RULES];
    const own = ['--data', this.data, '--listen', '127.0.0.1:0', ...rules];
    const program = [MAIN, 'start', ...own, ...flags];
    this.#process = await Service.start('start', {}, program);
  }

  /** Ends it as an operator would. */
  async stop(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    await running?.stop();
  }

  /** Ends it as a power cut would. */
  async kill(): Promise<void> {
    const running = this.#process;
    this.#process = undefined;
    await running?.kill('SIGKILL');
  }

  /** Sends records. @throws where they are not taken, also where the process is gone */
  async post(records: readonly RecordFields[]): Promise<Taken> {
    const response = await fetch(`${this.process.url}/v1/cdrs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${this.token}` },
      body: ndjson(records),
    });
    if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
    return (await response.json()) as Taken;
  }

  get token(): string {
    return readFileSync(join(this.data, 'sekisho-http.token'), 'utf8').trim();
  }

  ask<T = Row>(query: string): Promise<T[]> {
    return ask(this.data, query) as Promise<T[]>;
  }

  /** Runs a command on the folder. @throws where it fails */
  async command(name: string, ...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await sekisho([name, ...args, '--data', this.data]);
    if (code !== 0) throw new Error(`sekisho ${name}: ${code} ${stderr}`);
    return stdout;
  }

  async status(): Promise<InstallationStatus> {
    return (await this.#asked('status', {})) ?? JSON.parse(await this.command('status', '--json'));
  }

  async bars(of: 'live' | 'all' = 'live'): Promise<Row[]> {
    const asked = await this.#asked<Row[]>('bars', { of });
    if (asked !== undefined) return asked;
    const lines = (
      await this.command('bars', '--json', `${of === 'all' ? '--all' : '--json'}`)
    ).split('\n');
    return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
  }

  /** As the commands ask the process, without a process of their own for each question. */
  async #asked<T>(operation: string, body: unknown): Promise<T | undefined> {
    if (this.#process === undefined) return undefined;
    const file = readFileSync(join(this.data, 'sekisho-process.json'), 'utf8');
    const { control } = JSON.parse(file) as { control: { url: string; token: string } };
    const response = await fetch(`${control.url}/${operation}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${control.token}` },
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${operation}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
}
