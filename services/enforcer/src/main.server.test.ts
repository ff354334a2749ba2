import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { readRestriction } from '@sekisho/ledger';
import { testDatabase } from '@sekisho/ledger/testing';
import { buildDecision } from '@sekisho/restrictions/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyJob } from './testing/build-job.ts';
import { startDetour } from './testing/detour.ts';
import { eventually } from './testing/eventually.ts';
import { SECRET, type Switch, startSwitch } from './testing/switch.ts';
import { testQueue } from './testing/test-queue.ts';
import { testStore } from './testing/test-store.ts';

const database = testDatabase();
const bare = testDatabase({ isMigrated: false });
const store = testStore();
const jobs = testQueue();
const folder = mkdtempSync(join(tmpdir(), 'sekisho-enforcer-'));
const secretFile = join(folder, 'secret');
const main = new URL('./main.ts', import.meta.url).href;
const script = `const { runEnforcer } = await import('${main}'); await runEnforcer(process.env);`;
let made: Switch;

beforeAll(async () => {
  writeFileSync(secretFile, SECRET);
  made = await startSwitch();
});
afterAll(async () => {
  await made.stop();
  rmSync(folder, { recursive: true });
});

type Child = ChildProcessByStdio<null, Readable, Readable>;

async function run(changes: Record<string, string> = {}): Promise<{ child: Child; port: number }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      REDIS_URL: jobs.url,
      DATABASE_URL: database.url,
      CLICKHOUSE_URL: store.url,
      CLICKHOUSE_DATABASE: store.database,
      QUEUE_PREFIX: jobs.prefix,
      HTTP_PORT: '0',
      ENFORCE_SERVICES: '*',
      TARGET: 'webhook',
      WEBHOOK_URL: made.url,
      WEBHOOK_SECRET_FILE: secretFile,
      ...changes,
    },
  });
  child.stderr.resume();
  const [line] = await once(child.stdout, 'data');
  return { child, port: Number(/port (\d+)/.exec(String(line))?.[1]) };
}

async function stop(child: Child): Promise<number> {
  const asked = performance.now();
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  return performance.now() - asked;
}

describe('the service', () => {
  it('says that it is ready, is healthy, bars, and stops', async () => {
    const { child, port } = await run();
    const decision = buildDecision(Date.now());
    await jobs.add(applyJob(decision));
    await eventually(() => expect(made.entries.has(decision.restrictionId)).toBe(true));
    await eventually(async () => {
      const health = await fetch(`http://127.0.0.1:${port}/health`);
      expect(await health.json()).toEqual({ healthy: true, service: 'enforcer', problems: {} });
    });
    // The switch has its entry before the enforcer has heard so.
    await eventually(async () => {
      const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
      expect(metrics).toMatch(/sekisho_enforcer_barred_seconds_count\{service="enforcer"\} 1/);
    });
    expect(await stop(child)).toBeLessThan(3000);
  });

  it('keeps the dry run in the ledger and off every switch', async () => {
    const { child } = await run({ TARGET: 'dry-run' });
    const decision = buildDecision(Date.now());
    const asked = made.requests.length;
    await jobs.add(applyJob(decision));
    const { restrictionId } = decision;
    await eventually(async () =>
      expect(await readRestriction(database.ledger, restrictionId)).toMatchObject({
        state: 'applied',
      }),
    );
    expect(await database.ledger.run('select key from dry_run_barring')).toEqual([
      { key: restrictionId },
    ]);
    expect(made.requests).toHaveLength(asked);
    await stop(child);
  });

  it('stops in time while the switch does not answer, and nothing is lost', async () => {
    const hanging = Promise.withResolvers<void>();
    const { child } = await run();
    made.onAnswer = () => hanging.promise;
    const decision = buildDecision(Date.now());
    const { restrictionId } = decision;
    await jobs.add(applyJob(decision));
    await eventually(() => expect(made.entries.has(restrictionId)).toBe(true));
    expect(await stop(child)).toBeLessThan(10_000);
    hanging.resolve();
    made.onAnswer = undefined;
    expect(await readRestriction(database.ledger, restrictionId)).toMatchObject({
      state: 'applying',
      attempts: 1,
    });
  });

  it('stops in time while Redis is away', async () => {
    const redis = await startDetour(jobs.url);
    const { child } = await run({ REDIS_URL: redis.url });
    await redis.cut();
    expect(await stop(child)).toBeLessThan(10_000);
    await redis.stop();
  });

  it('says at once that the ledger has no tables', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: {
        ...process.env,
        REDIS_URL: jobs.url,
        DATABASE_URL: bare.url,
        CLICKHOUSE_URL: store.url,
        HTTP_PORT: '0',
      },
    });
    let said = '';
    child.stderr.on('data', (text) => {
      said += String(text);
    });
    const [code] = await once(child, 'exit');
    expect(code).not.toBe(0);
    expect(said).toContain('not-migrated');
  });
});
