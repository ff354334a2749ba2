import { readRestriction, requestRelease } from '@sekisho/ledger';
import { testDatabase } from '@sekisho/ledger/testing';
import { ledgerJob, type RestrictionDecision } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';
import { createLog } from '@sekisho/runtime';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createInProcessQueue } from './queue/in-process-queue.ts';
import { applyJob, extendJob } from './testing/build-job.ts';
import { eventually } from './testing/eventually.ts';
import { type Servers, type StartedEnforcer, startEnforcer } from './testing/start-enforcer.ts';
import { type Switch, startSwitch } from './testing/switch.ts';
import { testQueue } from './testing/test-queue.ts';
import { storeDecision, testStore } from './testing/test-store.ts';

const database = testDatabase();
const store = testStore();
const jobs = testQueue();
const topic = 'cdr-test';
let made: Switch;
let running: StartedEnforcer[] = [];

beforeAll(async () => {
  made = await startSwitch();
});
afterAll(() => made.stop());
afterEach(async () => {
  await Promise.all(running.map((enforcer) => enforcer.stop()));
  running = [];
  made.trouble = undefined;
});

function start(changes: Partial<Servers> = {}): StartedEnforcer {
  const enforcer = startEnforcer({
    databaseUrl: database.url,
    redisUrl: jobs.url,
    prefix: jobs.prefix,
    clickhouseUrl: store.url,
    clickhouseDatabase: store.database,
    switchUrl: made.url,
    topic,
    ...changes,
  });
  running.push(enforcer);
  return enforcer;
}

const read = ({ restrictionId }: RestrictionDecision) =>
  readRestriction(database.ledger, restrictionId);

const becomes = (decision: RestrictionDecision, state: string) =>
  eventually(async () => expect(await read(decision)).toMatchObject({ state }));

const viewed = ({ restrictionId }: RestrictionDecision) =>
  store.engine.query('select * from restriction where restriction_id = {id:String}', {
    id: restrictionId,
  });

const puts = ({ restrictionId }: RestrictionDecision) =>
  made.requests.filter((request) => request === `PUT /barrings/${restrictionId}`);

const asked = ({ restrictionId }: RestrictionDecision) =>
  made.requests.filter((request) => request.endsWith(restrictionId)).length;

describe('the enforcer', () => {
  it('bars, is mirrored, and lets go at the end by itself', async () => {
    start();
    const decision = buildDecision(Date.now(), { until: Date.now() + 2500 });
    await jobs.add(applyJob(decision));
    await becomes(decision, 'applied');
    await eventually(async () =>
      expect(await viewed(decision)).toMatchObject([{ state: 'applied', decided_by: 'auto' }]),
    );
    await becomes(decision, 'expired');
    expect(made.entries.has(decision.restrictionId)).toBe(false);
    await eventually(async () =>
      expect(await viewed(decision)).toMatchObject([{ state: 'expired', reason: 'due' }]),
    );
  });

  it('bars each line once when two share the queue and every job comes twice', async () => {
    start();
    start();
    const decisions = Array.from({ length: 30 }, () => buildDecision(Date.now()));
    for (const decision of decisions) {
      await jobs.add(applyJob(decision));
      await jobs.add(extendJob({ ...decision, step: 2 }));
    }
    for (const decision of decisions) {
      await becomes(decision, 'applied');
      await eventually(async () => expect((await read(decision)).step).toBe(2));
      expect(puts(decision)).toHaveLength(1);
    }
  });

  it('goes on trying while the switch is away', async () => {
    start();
    made.trouble = { status: 503, headers: { 'retry-after': '0' } };
    const decision = buildDecision(Date.now());
    await jobs.add(applyJob(decision));
    await eventually(() => expect(asked(decision)).toBeGreaterThan(4));
    made.trouble = undefined;
    await becomes(decision, 'applied');
  });

  it('shows what the switch refuses, in the ledger and in the queue', async () => {
    const { metrics } = start();
    made.trouble = { status: 403 };
    const decision = buildDecision(Date.now());
    await jobs.add(applyJob(decision));
    await becomes(decision, 'failed');
    await eventually(async () => {
      expect(await (await jobs.queue.getJob(decision.restrictionId))?.getState()).toBe('failed');
    });
    expect(await metrics.text()).toMatch(/jobs_total\{name="apply",outcome="given-up".*\} 1/);
  });

  it('does without Redis in one process', async () => {
    const queue = createInProcessQueue(createLog('enforcer', 'silent'));
    start({ queue, redisUrl: 'redis://127.0.0.1:1' });
    const until = Date.now() + 2000;
    const decision = buildDecision(Date.now(), { until });
    await queue.enqueue(applyJob(decision));
    await becomes(decision, 'applied');
    await becomes(decision, 'expired');
    const stored = buildDecision(Date.now());
    await storeDecision(store.engine, topic, stored, Date.now());
    await becomes(stored, 'applied');
  });

  it('fails a job that is none of ours, and goes on', async () => {
    start();
    await jobs.queue.add('apply', { restrictionId: 12 }, { jobId: 'r-strange', attempts: 5 });
    const decision = buildDecision(Date.now());
    await jobs.add(applyJob(decision));
    await becomes(decision, 'applied');
    expect(await (await jobs.queue.getJob('r-strange'))?.getState()).toBe('failed');
  });

  it('does what a person asks for, with and without a job', async () => {
    start();
    for (const isTold of [true, false]) {
      const decision = buildDecision(Date.now());
      const { restrictionId } = decision;
      await jobs.add(applyJob(decision));
      await becomes(decision, 'applied');
      const request = { restrictionId, by: 'tanaka', reason: 'customer', now: Date.now() };
      const { seq } = await requestRelease(database.ledger, request);
      if (isTold) await jobs.add(ledgerJob('release', { restrictionId, transition: seq }));
      await becomes(decision, 'released');
      await eventually(async () =>
        expect(await viewed(decision)).toMatchObject([{ state: 'released' }]),
      );
    }
  });
});

describe('the sweep', () => {
  it('finds decisions whose jobs are lost', async () => {
    const lost = buildDecision(Date.now());
    const stale = buildDecision(Date.now(), { evidenceAt: Date.now() - 1_000_000 });
    const elsewhere = buildDecision(Date.now());
    for (const decision of [lost, stale]) {
      await jobs.add(applyJob(decision));
      await storeDecision(store.engine, topic, decision, Date.now());
    }
    await storeDecision(store.engine, 'another', elsewhere, Date.now());
    await jobs.empty();
    start();
    await becomes(lost, 'applied');
    await becomes(stale, 'proposed');
    expect(await read(lost)).toMatchObject({ alertId: lost.alertId, rules: lost.rules });
    await expect(read(elsewhere)).rejects.toMatchObject({ code: 'unknown-restriction' });

    const fresh = { ...stale, step: 2, evidenceAt: Date.now() };
    await storeDecision(store.engine, topic, fresh, Date.now());
    await becomes(stale, 'applied');
    expect(puts(lost)).toHaveLength(1);
  });

  it('runs a job again whose id is dead', async () => {
    const decision = buildDecision(Date.now());
    made.trouble = { status: 503 };
    await storeDecision(store.engine, topic, decision, Date.now());
    await jobs.queue.add('apply', { broken: true }, { jobId: decision.restrictionId });
    start();
    // The broken one fails for good under the id that the decision needs.
    await eventually(() => expect(puts(decision).length).toBeGreaterThan(0));
    made.trouble = undefined;
    await becomes(decision, 'applied');
  });

  it('takes up what nobody finished, and an end that Redis forgot', async () => {
    const decision = buildDecision(Date.now(), { until: Date.now() + 4000 });
    const first = start();
    await jobs.add(applyJob(decision));
    await becomes(decision, 'applied');
    await first.stop();
    await jobs.empty();
    await database.ledger.run(
      "update restriction set state = 'applying', next_at = now() where restriction_id = $1",
      [decision.restrictionId],
    );
    start();
    await becomes(decision, 'applied');
    await jobs.empty();
    await becomes(decision, 'expired');
  });
});
