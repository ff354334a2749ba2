import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../standalone/bin/sekisho.js', import.meta.url));
const CALLS = 60;
const TALK_SEC = 150;

/** `sekisho start` in a process of its own, on a new data folder. */
export class StartedProcess {
  readonly #child: ChildProcess;
  readonly #folder = mkdtempSync(join(tmpdir(), 'sekisho-browser-'));
  #collector = '';
  console = '';

  private constructor() {
    const listen = ['--listen', '127.0.0.1:0', '--console-port', '0'];
    const args = [MAIN, 'start', '--data', this.#data, ...listen];
    this.#child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  }

  static async start(): Promise<StartedProcess> {
    const started = new StartedProcess();
    for await (const line of createInterface({ input: started.#child.stdout! })) {
      const ready = /ready port (\d+).* console (http:\S+)$/.exec(line);
      if (ready === null) continue;
      started.#collector = `http://127.0.0.1:${ready[1]}`;
      started.console = ready[2]!;
      return started;
    }
    throw new Error('it did not become ready');
  }

  get #data(): string {
    return join(this.#folder, 'data');
  }

  /** A PBX that was taken over a few minutes ago, as records. */
  async attack(subscriber: string, calledPrefix: string): Promise<void> {
    const now = Date.now();
    const records = Array.from({ length: CALLS }, (_, n) => {
      const startedAt = now - 60_000 - (CALLS - n) * 6000 - TALK_SEC * 1000;
      const times = { startedAt, answeredAt: startedAt, endedAt: startedAt + TALK_SEC * 1000 };
      const called = `010${calledPrefix}${300_000 + n}`;
      return {
        subscriber,
        service: 'hikari',
        callId: `${subscriber}-${n}`,
        called,
        ...times,
        costJpy: 500,
      };
    });
    const token = readFileSync(join(this.#data, 'sekisho-http.token'), 'utf8').trim();
    const response = await fetch(`${this.#collector}/v1/cdrs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: records.map((record) => `${JSON.stringify(record)}\n`).join(''),
    });
    if (response.status !== 202) throw new Error(`${response.status} ${await response.text()}`);
  }

  async stop(): Promise<void> {
    const ended = once(this.#child, 'exit');
    this.#child.kill('SIGTERM');
    await ended;
    rmSync(this.#folder, { recursive: true });
  }
}
