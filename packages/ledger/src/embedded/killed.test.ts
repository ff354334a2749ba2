import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEmbeddedLedger } from './embedded-ledger.ts';

/** On a busy machine: each of the twenty has the engine to load and what was written to read. */
const LONG_MS = 300_000;

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sekisho-ledger-'));
});
afterAll(() => rm(root, { recursive: true }));

/** Commits pairs of rows, and says so of each; some in the midst of an upkeep. */
function start(dir: string) {
  const module = JSON.stringify(new URL('./embedded-ledger.ts', import.meta.url).href);
  const script = `const { openEmbeddedLedger } = await import(${module});
    const ledger = await openEmbeddedLedger(${JSON.stringify(dir)});
    await ledger.run('create table if not exists pair (n integer, half integer, filler text)');
    const [{ next }] = await ledger.run('select coalesce(max(n), 0)::integer + 1 as next from pair');
    const add = 'insert into pair values ($1, $2, $3)';
    for (let n = next; ; n++) {
      await ledger.transaction(async (run) => {
        for (const half of [1, 2]) await run(add, [n, half, 'x'.repeat(500)]);
      });
      process.stdout.write(n + '.\\n');
      if (n % 50 === 0) await ledger.run('checkpoint');
    }`;
  return spawn(process.execPath, ['--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

it(
  'has all that it committed, and halves of nothing, however often it is killed',
  async () => {
    const dir = join(root, 'ledger');
    await openEmbeddedLedger(dir).then((ledger) => ledger.close());
    let last = 0;
    for (let round = 0; round < 20; round++) {
      const child = start(dir);
      const lines = createInterface({ input: child.stdout });
      lines.on('line', (line) => {
        if (line.endsWith('.')) last = Number.parseInt(line, 10);
      });
      await once(child.stdout, 'readable');
      await pause(round * 11);
      child.kill('SIGKILL');
      await Promise.all([once(child, 'exit'), once(lines, 'close')]);
      // Not one that could not open it.
      expect(child.signalCode ?? child.exitCode).toBe('SIGKILL');
    }
    const ledger = await openEmbeddedLedger(dir);
    const [found] = await ledger.run<{ pairs: number; halves: number; newest: number }>(
      `select count(distinct n)::integer as pairs, count(*)::integer as halves, max(n) as newest
      from pair`,
    );
    await ledger.close();
    expect(last).toBeGreaterThan(100);
    expect(found!.newest).toBeGreaterThanOrEqual(last);
    expect(found).toMatchObject({ pairs: found!.newest, halves: found!.newest * 2 });
  },
  LONG_MS,
);
