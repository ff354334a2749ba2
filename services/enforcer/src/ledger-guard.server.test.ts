import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { endHold, openHolds, openLedger, readRestriction, requestRelease } from '@sekisho/ledger';
import { testDatabase } from '@sekisho/ledger/testing';
import { buildDecision } from '@sekisho/restrictions/testing';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { eventually } from './testing/eventually.ts';
import { startEnforcer } from './testing/start-enforcer.ts';
import { type Switch, startSwitch } from './testing/switch.ts';
import { testQueue } from './testing/test-queue.ts';
import { storeDecision, testStore } from './testing/test-store.ts';

const database = testDatabase();
const store = testStore();
const jobs = testQueue();
const topic = 'cdr-restore';
let made: Switch;

beforeAll(async () => {
  made = await startSwitch();
});
afterAll(() => made.stop());

function start(databaseUrl: string) {
  return startEnforcer({
    databaseUrl,
    redisUrl: jobs.url,
    prefix: `${jobs.prefix}-${randomUUID()}`,
    clickhouseUrl: store.url,
    clickhouseDatabase: store.database,
    switchUrl: made.url,
    topic,
  });
}

/** Debian keeps each version in a folder of its own, off the path. */
function program(name: string): string {
  const root = '/usr/lib/postgresql';
  const folders = existsSync(root) ? readdirSync(root).map((one) => join(root, one, 'bin')) : [];
  return folders.map((folder) => join(folder, name)).find(existsSync) ?? name;
}

async function restoredFrom(dump: Buffer): Promise<string> {
  const admin = openLedger(process.env['DATABASE_URL']!);
  const name = `restored_${randomUUID().replaceAll('-', '')}`;
  await admin.run(`create database ${name}`);
  onTestFinished(async () => {
    await admin.run(`drop database ${name} with (force)`);
    await admin.close();
  });
  const url = new URL(database.url);
  url.pathname = `/${name}`;
  execFileSync(program('psql'), ['-q', '-v', 'ON_ERROR_STOP=1', url.href], { input: dump });
  return url.href;
}

it('holds all after a restore from an older dump, and goes on once a person has resumed', async () => {
  const decide = async () => {
    const now = Date.now();
    const decision = buildDecision(now);
    await storeDecision(store.engine, topic, decision, now);
    return decision;
  };
  const first = start(database.url);
  const released = await decide();
  const stateOf = async (restrictionId: string, state: string) =>
    eventually(async () =>
      expect(await readRestriction(database.ledger, restrictionId)).toMatchObject({ state }),
    );
  await stateOf(released.restrictionId, 'applied');
  const dump = execFileSync(program('pg_dump'), ['--no-owner', database.url]);
  const request = { restrictionId: released.restrictionId, by: 'sato', reason: 'theirs' };
  await requestRelease(database.ledger, { ...request, now: Date.now() });
  await stateOf(released.restrictionId, 'released');
  const barred = await decide();
  await stateOf(barred.restrictionId, 'applied');
  await eventually(async () => {
    const [row] = await store.engine.query<{ count: string }>(
      `select toString(countIf(seq = 2 and restriction_id = {barred:String}
            or state = 'released' and restriction_id = {released:String})) as count
        from restriction_event`,
      { barred: barred.restrictionId, released: released.restrictionId },
    );
    expect(row?.count).toBe('2');
  });
  await first.stop();

  const url = await restoredFrom(dump);
  const ledger = openLedger(url);
  onTestFinished(() => ledger.close());
  const again = start(url);
  onTestFinished(() => again.stop());
  await eventually(async () => {
    const [hold] = await openHolds(ledger);
    expect(hold).toMatchObject({ service: '*', by: 'restore' });
    expect(hold?.reason).toMatch(/mark \d+ of \d+; restrictions behind: /);
    expect(hold?.reason).toContain(`${barred.restrictionId} unknown here`);
    expect(hold?.reason).toMatch(new RegExp(`${released.restrictionId} applied \\(2 of [34]\\)`));
  });
  await eventually(() => expect(again.health.report().problems['restore']).toMatch(/older than/));
  await eventually(async () => {
    const found = await readRestriction(ledger, barred.restrictionId);
    expect(found).toMatchObject({ state: 'proposed', reason: 'held' });
  });
  await endHold(ledger, { service: '*', by: 'sato', reason: 'compared', now: Date.now() });
  await again.stop();
  const third = start(url);
  onTestFinished(() => third.stop());
  const fresh = await decide();
  await eventually(async () =>
    expect(await readRestriction(ledger, fresh.restrictionId)).toMatchObject({ state: 'applied' }),
  );
  expect(await openHolds(ledger)).toEqual([]);
});
