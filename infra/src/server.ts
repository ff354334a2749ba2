import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { InfraError } from './errors.ts';
import type { InfraFolder } from './infra-folder.ts';
import { NotedProcess, type ServerName } from './noted-process.ts';
import { tiedToThis } from './privileges.ts';
import { type Command, lastLines } from './run-command.ts';

/** How one server is prepared, run and asked. */
export interface ServerPlan {
  name: ServerName;
  /** Fetches, installs and makes what it needs; may be called again. */
  prepare(): Promise<void>;
  command(): Command;
  /** Asks the server itself. */
  isReady(): Promise<boolean>;
}

const READY_WITHIN_MS = 60_000;
const LOOK_EVERY_MS = 50;
// PostgreSQL refuses to start while the children of one that was killed are still ending.
const TRIES = 5;

/** One server of a folder, always on the same port. */
export class Server {
  readonly name: ServerName;
  readonly logFile: string;
  readonly #plan: ServerPlan;
  readonly #process: NotedProcess;
  readonly #tied: boolean;

  /** @param tied what this starts ends with this process, however that ends */
  constructor(folder: InfraFolder, plan: ServerPlan, tied: boolean) {
    this.name = plan.name;
    this.logFile = folder.in('logs', `${plan.name}.log`);
    this.#plan = plan;
    this.#tied = tied;
    this.#process = new NotedProcess(folder, plan.name);
  }

  /** While it runs. */
  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** Whether it answers. */
  ready(): Promise<boolean> {
    return this.#plan.isReady();
  }

  /** Sends the signal; when that is to end the process, resolves once it is gone. */
  kill(signal: NodeJS.Signals): Promise<void> {
    return this.#process.kill(signal);
  }

  /** Ends it cleanly, or by force after 20 s. Its data stays. */
  stop(): Promise<void> {
    return this.#process.stop();
  }

  /** Runs it, unless it runs, and waits until it answers. */
  async start(): Promise<void> {
    if (this.pid === undefined) await this.#plan.prepare();
    for (let attempt = 1; ; attempt++) {
      if (this.pid === undefined) this.#spawn();
      if (await this.#becomesReady()) return;
      if (attempt === TRIES) throw this.#failed('ended by itself');
      await pause(500);
    }
  }

  // Detached: it outlives the process that starts it, and no signal to that one's group reaches it.
  #spawn(): void {
    const command = this.#plan.command();
    const { file, args, cwd, env } = this.#tied ? tiedToThis(command) : command;
    const log = openSync(this.logFile, 'a', 0o600);
    const child = spawn(file, args, { cwd, env, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    // A program that cannot be run has no process id, which is how it is noticed.
    child.once('error', () => undefined);
    child.unref();
    if (child.pid === undefined) throw this.#failed(`cannot be run: ${file}`);
    this.#process.note(child.pid);
  }

  /** False when it ended before that. */
  async #becomesReady(): Promise<boolean> {
    const deadline = Date.now() + READY_WITHIN_MS;
    while (!(await this.ready())) {
      if (this.pid === undefined) return false;
      if (Date.now() > deadline) throw this.#failed('does not answer');
      await pause(LOOK_EVERY_MS);
    }
    return this.pid !== undefined;
  }

  #failed(why: string): InfraError {
    const log = existsSync(this.logFile) ? lastLines(readFileSync(this.logFile, 'utf8')) : '';
    return new InfraError('start-failed', `${this.name} ${why}; see ${this.logFile}\n${log}`);
  }
}
