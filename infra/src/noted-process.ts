import { existsSync, readFileSync, rmSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { type InfraFolder, writeWhole } from './infra-folder.ts';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';

/** With which each server stops cleanly and soon: PostgreSQL waits for sessions at SIGTERM. */
const STOP_SIGNALS = {
  kafka: 'SIGTERM',
  clickhouse: 'SIGTERM',
  redis: 'SIGTERM',
  postgres: 'SIGINT',
} as const;

export type ServerName = keyof typeof STOP_SIGNALS;
export const SERVER_NAMES = Object.keys(STOP_SIGNALS) as ServerName[];

const STOP_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 50;

/** The process of one server in a folder, whoever started it, as its id and start were noted. */
export class NotedProcess {
  readonly name: ServerName;
  readonly #file: string;

  constructor(folder: InfraFolder, name: ServerName) {
    this.name = name;
    this.#file = folder.in('pids', `${name}.json`);
  }

  /** While it runs: another process that has the same id by now is not it. */
  get pid(): number | undefined {
    return this.#running()?.pid;
  }

  /** False when it has ended already. */
  note(pid: number): boolean {
    const started = identify(pid);
    if (started === undefined) return false;
    writeWhole(this.#file, `${JSON.stringify(started)}\n`);
    return true;
  }

  /** Sends the signal; when that is to end the process, resolves once it is gone. */
  async kill(signal: NodeJS.Signals): Promise<void> {
    const running = this.#running();
    if (running === undefined) return;
    process.kill(running.pid, signal);
    if (['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGKILL'].includes(signal)) await gone(running);
  }

  /** Ends it cleanly, or by force after 20 s, and forgets it. */
  async stop(): Promise<void> {
    await this.kill('SIGCONT');
    await this.kill(STOP_SIGNALS[this.name]);
    rmSync(this.#file, { force: true });
  }

  #running(): ProcessIdentity | undefined {
    if (!existsSync(this.#file)) return undefined;
    const noted = JSON.parse(readFileSync(this.#file, 'utf8')) as ProcessIdentity;
    return isRunning(noted) ? noted : undefined;
  }
}

async function gone(running: ProcessIdentity): Promise<void> {
  const deadline = Date.now() + STOP_WITHIN_MS;
  while (isRunning(running)) {
    if (Date.now() > deadline) process.kill(running.pid, 'SIGKILL');
    await pause(LOOK_EVERY_MS);
  }
}
