import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { openRecordLog } from '../open-record-log.ts';
import type { LogRecord, NewRecord, RecordLog, RecordLogOptions } from '../record-log.ts';

const index = JSON.stringify(new URL('../index.ts', import.meta.url).href);

export const ALL = { records: 1_000_000, bytes: 1 << 30 };

/** A folder of its own for each test; what was opened through it is closed after. */
export class ScratchLog {
  dir = '';
  #root = '';
  readonly #opened: RecordLog[] = [];

  constructor() {
    beforeEach(async () => {
      this.#root = await mkdtemp(join(tmpdir(), 'sekisho-log-'));
      this.dir = join(this.#root, 'log');
    });
    afterEach(async () => {
      for (const log of this.#opened.splice(0)) await log.close();
      await rm(this.#root, { recursive: true });
    });
  }

  async open(options: Partial<RecordLogOptions> = {}): Promise<RecordLog> {
    const log = await openRecordLog({ dir: this.dir, firstOffset: 0, now: () => 7, ...options });
    this.#opened.push(log);
    return log;
  }

  async segments(): Promise<string[]> {
    const names = (await readdir(this.dir)).filter((name) => name.endsWith('.log')).sort();
    return names.map((name) => join(this.dir, name));
  }

  /** Runs `body` in a process of its own, with `log` open and `openRecordLog`. */
  run(body: string, command: readonly string[] = []) {
    const script = `const { openRecordLog } = await import(${index});
      const options = { dir: ${JSON.stringify(this.dir)}, firstOffset: 0, now: Date.now };
      ${body}`;
    const words = [...command, process.execPath, '--input-type=module', '--eval', script];
    return spawn(words[0]!, words.slice(1), { stdio: ['ignore', 'pipe', 'inherit'] });
  }
}

export function records(...values: readonly (string | number)[]): NewRecord[] {
  return values.map((value) => ({ key: 'k', value: Buffer.from(String(value)) }));
}

export function valuesOf(found: readonly LogRecord[]): string[] {
  return found.map(({ value }) => value.toString());
}

export async function valuesIn(log: RecordLog, from = log.committed): Promise<string[]> {
  return valuesOf(await log.read(from, ALL));
}
