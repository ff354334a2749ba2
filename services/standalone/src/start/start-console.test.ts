import type { Engine } from '@sekisho/clickhouse';
import { embeddedDatabase } from '@sekisho/ledger/testing/embedded';
import { createLog, Lifetime } from '@sekisho/runtime';
import { expect, it } from 'vitest';
import type { Operations } from '../control/operations.ts';
import { startConsole } from './start-console.ts';

const database = embeddedDatabase();
const log = createLog('start', 'silent');

/** No page is asked for that would need the store or an operation. */
async function opened(port: number | 'off' | undefined) {
  const lifetime = new Lifetime(log);
  const running = {
    pid: 1,
    startedAt: 0,
    enforced: [],
    target: 'dry-run',
    rules: 'r',
    candidateRules: null,
    problems: {},
  };
  const url = await startConsole({
    port,
    engine: {} as Engine,
    ledger: database.ledger,
    operations: {} as Operations,
    process: () => running,
    lifetime,
    log,
    now: Date.now,
  });
  return { url, stop: () => lifetime.stop(1000) };
}

it('opens none where that is said', async () => {
  expect((await opened('off')).url).toBeUndefined();
});

it('takes another port where the usual one is taken, and not where one was named', async () => {
  const [first, second] = [await opened(undefined), await opened(undefined)];
  expect(second.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(second.url).not.toBe(first.url);
  expect((await fetch(`${second.url}/name`)).status).toBe(200);
  const port = Number(new URL(second.url!).port);
  await expect(opened(port)).rejects.toThrow(
    `--console-port ${port}: cannot be listened on (EADDRINUSE)`,
  );
  await first.stop();
  await second.stop();
});
