import { readRestriction } from '@sekisho/ledger';
import { testDatabase } from '@sekisho/ledger/testing';
import type { RestrictionDecision } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { applyJob } from './testing/build-job.ts';
import { type Detour, startDetour } from './testing/detour.ts';
import { eventually } from './testing/eventually.ts';
import { type StartedEnforcer, startEnforcer } from './testing/start-enforcer.ts';
import { type Switch, startSwitch } from './testing/switch.ts';
import { testQueue } from './testing/test-queue.ts';
import { storeDecision, testStore } from './testing/test-store.ts';

const database = testDatabase();
const store = testStore();
const jobs = testQueue();
const topic = 'cdr-test';
let made: Switch;
let enforcer: StartedEnforcer;
let postgres: Detour;
let redis: Detour;
let clickhouse: Detour;

beforeAll(async () => {
  made = await startSwitch();
  [postgres, redis, clickhouse] = await Promise.all([
    startDetour(database.url),
    startDetour(jobs.url),
    startDetour(store.url),
  ]);
  // It starts before any of them is there.
  await Promise.all([postgres.cut(), redis.cut(), clickhouse.cut()]);
  enforcer = startEnforcer({
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    prefix: jobs.prefix,
    clickhouseUrl: clickhouse.url,
    clickhouseDatabase: store.database,
    switchUrl: made.url,
    topic,
  });
});
afterAll(async () => {
  await enforcer.stop();
  await Promise.all([postgres.stop(), redis.stop(), clickhouse.stop(), made.stop()]);
});

const becomes = ({ restrictionId }: RestrictionDecision, state: string) =>
  eventually(async () =>
    expect(await readRestriction(database.ledger, restrictionId)).toMatchObject({ state }),
  );

const ailing = (name: string) =>
  eventually(() => expect(Object.keys(enforcer.health.report().problems)).toContain(name));

const healthy = () => eventually(() => expect(enforcer.health.report().problems).toEqual({}));

describe('a server that is gone for a while', () => {
  it('is waited for at the start', async () => {
    const decision = buildDecision(Date.now());
    await jobs.add(applyJob(decision));
    await Promise.all([ailing('postgres'), ailing('redis')]);
    await Promise.all([postgres.mend(), redis.mend(), clickhouse.mend()]);
    await becomes(decision, 'applied');
    await healthy();
  });

  it('the ledger: the job waits', async () => {
    const decision = buildDecision(Date.now());
    await postgres.cut();
    await ailing('postgres');
    await jobs.add(applyJob(decision));
    await eventually(async () => {
      const job = await jobs.queue.getJob(decision.restrictionId);
      expect(job?.attemptsMade).toBeGreaterThan(0);
    });
    expect(made.entries.has(decision.restrictionId)).toBe(false);
    await postgres.mend();
    await becomes(decision, 'applied');
    await healthy();
  });

  it('Redis: jobs come again when it is back, and the sweep finds the others', async () => {
    const [added, lost] = [buildDecision(Date.now()), buildDecision(Date.now())];
    await redis.cut();
    await ailing('redis');
    await storeDecision(store.engine, topic, lost, Date.now());
    await jobs.add(applyJob(added));
    await redis.mend();
    await becomes(added, 'applied');
    await becomes(lost, 'applied');
    await healthy();
  });

  it('ClickHouse: lines are barred all the same, and mirrored when it is back', async () => {
    const decision = buildDecision(Date.now());
    await clickhouse.cut();
    await ailing('clickhouse');
    await jobs.add(applyJob(decision));
    await becomes(decision, 'applied');
    await clickhouse.mend();
    const ids = { id: decision.restrictionId };
    await eventually(async () =>
      expect(
        await store.engine.query(
          'select seq, from_state, state, reason, done_by from restriction_event final where restriction_id = {id:String} order by seq',
          ids,
        ),
      ).toEqual([
        { seq: 1, from_state: '', state: 'applying', reason: 'decided', done_by: 'auto' },
        { seq: 2, from_state: 'applying', state: 'applied', reason: 'applied', done_by: 'auto' },
      ]),
    );
    await healthy();
  });
});
