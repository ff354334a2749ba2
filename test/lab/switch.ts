import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface LabSwitchOptions {
  program: string;
  folder: string;
  configuration: string;
  rpcPort: number;
}

const READY_WITHIN_MS = 15_000;

/** A real Kamailio, which can be started again with nothing in its memory. */
export class LabSwitch {
  readonly rpcUrl: string;
  readonly #options: LabSwitchOptions;
  #child: ChildProcess | undefined;
  #ended: Promise<void> = Promise.resolve();

  constructor(options: LabSwitchOptions) {
    this.#options = options;
    this.rpcUrl = `http://127.0.0.1:${options.rpcPort}/RPC`;
  }

  get log(): string {
    return readFileSync(join(this.#options.folder, 'kamailio.log'), 'utf8');
  }

  async start(): Promise<void> {
    const { program, folder, configuration } = this.#options;
    const run = join(folder, 'run');
    mkdirSync(run, { recursive: true });
    const log = openSync(join(folder, 'kamailio.log'), 'a');
    const memory = ['-m', '64', '-M', '8', '-Y', run, '-P', join(run, 'kamailio.pid')];
    // SIGTERM makes the main process end its children; SIGKILL would leave them.
    const tied = [
      '--pdeathsig',
      'TERM',
      '--',
      program,
      '-f',
      configuration,
      '-DD',
      '-E',
      ...memory,
    ];
    const child = spawn('setpriv', tied, { stdio: ['ignore', log, log] });
    closeSync(log);
    this.#child = child;
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()));
    await this.#ready(child);
  }

  async stop(): Promise<void> {
    this.#child?.kill('SIGTERM');
    await this.#ended;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** Asks it as a person would with kamcmd. */
  async rpc(method: string, params: readonly unknown[] = []): Promise<unknown> {
    const response = await fetch(this.rpcUrl, {
      method: 'POST',
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
      signal: AbortSignal.timeout(2000),
    });
    const { result, error } = (await response.json()) as { result?: unknown; error?: unknown };
    if (error !== undefined) throw new Error(`${method}: ${JSON.stringify(error)}`);
    return result;
  }

  async #ready(child: ChildProcess): Promise<void> {
    const deadline = performance.now() + READY_WITHIN_MS;
    for (;;) {
      try {
        await this.rpc('core.uptime');
        return;
      } catch (error) {
        if (child.exitCode !== null || performance.now() > deadline) {
          throw new Error(`kamailio does not start:\n${this.log.slice(-3000)}`, { cause: error });
        }
        await pause(50);
      }
    }
  }
}
