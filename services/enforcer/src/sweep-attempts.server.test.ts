import { readRestriction } from '@sekisho/ledger';
import { testDatabase } from '@sekisho/ledger/testing';
import { parsePolicy } from '@sekisho/restrictions';
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
const topic = 'cdr-attempts';
const HOUR_MS = 3_600_000;
let made: Switch;

beforeAll(async () => {
  made = await startSwitch();
});
afterAll(() => made.stop());

function start(text: string) {
  return startEnforcer({
    databaseUrl: database.url,
    redisUrl: jobs.url,
    prefix: jobs.prefix,
    clickhouseUrl: store.url,
    clickhouseDatabase: store.database,
    switchUrl: made.url,
    topic,
    policy: parsePolicy(text, 't', { version: (name) => name }),
  });
}

it('prolongs the bar of a line that goes on trying, up to a cap, and asks a person then', async () => {
  const enforcer = start(
    `name: t
services:
  '*':
    mode: enforce
    releasePath: x
    terms: { clause: c, version: "1", date: 2015-08-20 }
    extend: { by: 20h, upTo: 30h }`,
  );
  onTestFinished(() => enforcer.stop());
  const now = Date.now();
  const decision = buildDecision(now);
  await storeDecision(store.engine, topic, decision, now);
  const { service, subscriber, restrictionId } = decision;
  await store.engine.command(
    `insert into cdr (subscriber, service, started_at, at, source, call_id, event, direction, barred,
        ingested_at)
      select {subscriber:String}, {service:String}, now64(3), now64(3), 'sw', 'c-1', 'stop',
        'outbound', true, now()`,
    { subscriber, service },
  );
  await eventually(async () => {
    const found = await readRestriction(database.ledger, restrictionId);
    expect(enforcer.health.report().problems).toEqual({});
    expect(found).toMatchObject({ state: 'applied', until: decision.until + 20 * HOUR_MS });
  });
  const entry = () => made.entries.get(restrictionId);
  expect(entry()?.until).toBe(new Date(decision.until + 20 * HOUR_MS).toISOString());
  // Nearly over, and still it tries.
  await database.ledger.run(
    `update restriction set at = at - interval '30 hours', until = now() + interval '1 hour'
      where restriction_id = $1`,
    [restrictionId],
  );
  await eventually(async () => {
    const asked = await readRestriction(database.ledger, `${restrictionId}-cap`);
    expect(asked).toMatchObject({ state: 'proposed', reason: 'cap', subscriber });
  });
});
