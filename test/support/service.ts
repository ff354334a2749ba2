import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../services/standalone/bin/sekisho.js', import.meta.url));
const READY_WITHIN_MS = 60_000;

/** A service in a process of its own. */
export class Service {
  readonly #child: ChildProcess;
  readonly #ended: Promise<number | null>;
  #port = 0;
  /** What it said on standard error. */
  log = '';

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = once(child, 'exit').then(([code]) => code as number | null);
    child.stderr?.on('data', (chunk) => {
      this.log += String(chunk);
    });
  }

  /** Starts a service, or another program that does as one, and waits until it says that it is ready. */
  static async start(
    name: string,
    env: Readonly<Record<string, string>>,
    program = [MAIN, name],
  ): Promise<Service> {
    const child = spawn(process.execPath, program, {
      env: { ...process.env, HTTP_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const service = new Service(child);
    await service.#ready(name);
    return service;
  }

  get pid(): number {
    return this.#child.pid!;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Sends a signal and waits for the end. Returns the exit code; `null` where the signal ended it. */
  async kill(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.#ended;
  }

  /** Ends it as an operator would. @throws when that fails or takes more than 10 s */
  async stop(): Promise<void> {
    const startedAt = performance.now();
    const code = await this.kill('SIGTERM');
    const seconds = (performance.now() - startedAt) / 1000;
    if (code !== 0 || seconds > 10) {
      throw new Error(`it stopped with ${code} after ${seconds} s\n${this.log}`);
    }
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** The exit code, once it has ended. */
  ended(): Promise<number | null> {
    return this.#ended;
  }

  /** The sum of a metric over its labels, ours without its `sekisho_`. @throws where it has no such metric */
  async metric(name: string): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const ofIt = [`sekisho_${name}{`, `${name}{`];
    const lines = text.split('\n').filter((line) => ofIt.some((start) => line.startsWith(start)));
    const isKnown = new RegExp(`^# TYPE (sekisho_)?${name} `, 'm').test(text);
    if (lines.length === 0 && !isKnown) throw new Error(`there is no metric ${name}`);
    return lines.reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);
  }

  async health(): Promise<{ healthy: boolean; problems: Record<string, string> }> {
    return (await (await fetch(`${this.url}/health`)).json()) as never;
  }

  async #ready(name: string): Promise<void> {
    const lines = createInterface({ input: this.#child.stdout! });
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), READY_WITHIN_MS);
    try {
      for await (const line of lines) {
        const ready = /^sekisho \S+ ready\b(?:.*\bport (\d+))?/.exec(line);
        if (ready === null) continue;
        this.#port = Number(ready[1] ?? 0);
        return;
      }
    } finally {
      clearTimeout(timer);
    }
    throw new Error(`${name} did not become ready\n${this.log}`);
  }
}
