import { approveRestriction, type Ledger, readRestriction, requestRelease } from '@sekisho/ledger';
import { testDatabase } from '@sekisho/ledger/testing';
import { ledgerJob, plainPolicy, type RestrictionDecision } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHandleJob } from './handle-job.ts';
import { TargetError } from './targets/target.ts';
import { applyJob, extendJob } from './testing/build-job.ts';
import { buildParts, type Clock, type TestParts } from './testing/build-parts.ts';
import { type Switch, startSwitch } from './testing/switch.ts';

const database = testDatabase();
const start = Date.UTC(2026, 3, 1, 9);
let made: Switch;
let clock: Clock;
let parts: TestParts;

beforeAll(async () => {
  made = await startSwitch();
});
afterAll(() => made.stop());

beforeEach(() => {
  clock = { now: start + 1000 };
  made.trouble = undefined;
  made.onAnswer = undefined;
  made.entries.clear();
  made.requests.length = 0;
  made.restored.length = 0;
  made.idempotencyKeys.length = 0;
  parts = buildParts(database.ledger, made, clock);
});

const handle = (job: Parameters<ReturnType<typeof createHandleJob>>[0], given = parts) =>
  createHandleJob(given)(job);

const read = ({ restrictionId }: RestrictionDecision) =>
  readRestriction(database.ledger, restrictionId);

const expire = async (decision: RestrictionDecision) =>
  ledgerJob('expire', {
    restrictionId: decision.restrictionId,
    transition: (await read(decision)).seq,
  });

async function path({ ledger }: { ledger: Ledger }, { restrictionId }: RestrictionDecision) {
  const rows = await ledger.run<{
    seq: number;
    fromState: string;
    toState: string;
    reason: string;
  }>('select * from restriction_transition where restriction_id = $1 order by seq', [
    restrictionId,
  ]);
  expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, n) => n + 1));
  expect(rows.slice(1).map(({ fromState }) => fromState)).toEqual(
    rows.slice(0, -1).map(({ toState }) => toState),
  );
  return rows.map(({ toState, reason }) => `${toState} ${reason}`);
}

describe('applying', () => {
  it('bars once, however often the job comes, and leaves the end to a later one', async () => {
    const decision = buildDecision(start);
    for (let n = 0; n < 3; n++) await handle(applyJob(decision));
    expect(await read(decision)).toMatchObject({
      state: 'applied',
      nextAt: decision.until,
      priorState: { international: 'open' },
      targetRef: `switch-${decision.restrictionId}`,
    });
    expect(made.requests).toEqual([`PUT /barrings/${decision.restrictionId}`]);
    expect(made.entries.get(decision.restrictionId)?.until).toBe(
      new Date(decision.until).toISOString(),
    );
    expect(parts.queue.jobs).toMatchObject([
      { job: { name: 'expire' }, delayMs: decision.until - clock.now },
    ]);
    expect(await path(database, decision)).toEqual(['applying decided', 'applied applied']);
  });

  it.each([
    ['its end has come', { until: start }, 'expired', 'past'],
    ['stale', { evidenceAt: start - 1_000_000 }, 'proposed', 'stale'],
  ])('touches nothing: %s', async (_, changes, state, reason) => {
    const decision = buildDecision(start, changes);
    await handle(applyJob(decision));
    await handle(applyJob(decision));
    expect(await read(decision)).toMatchObject({ state, reason });
    expect(made.requests).toEqual([]);
  });

  it('touches nothing in shadow, and bars on fresh evidence once that is over', async () => {
    const decision = buildDecision(start);
    const shadow = { ...parts, policy: plainPolicy([], 900_000) };
    await handle(applyJob(decision), shadow);
    await handle(extendJob({ ...decision, step: 2 }), shadow);
    expect(await read(decision)).toMatchObject({ state: 'shadow', step: 2 });
    await handle(extendJob({ ...decision, step: 3 }));
    expect(await read(decision)).toMatchObject({ state: 'applied' });
  });

  it('goes from stale over proposed to live by fresh evidence alone', async () => {
    const decision = buildDecision(start, { evidenceAt: start - 1_000_000 });
    await handle(applyJob(decision));
    await handle(extendJob({ ...decision, step: 2, evidenceAt: start - 950_000 }));
    expect(await read(decision)).toMatchObject({ state: 'proposed', step: 2 });
    const fresh = extendJob({ ...decision, step: 3, evidenceAt: start });
    await handle(fresh);
    await handle(fresh);
    expect(await path(database, decision)).toEqual([
      'proposed stale',
      'applying fresh-evidence',
      'applied applied',
    ]);
    expect(made.requests).toHaveLength(1);
  });

  it('takes an extension whose first step was lost for the decision', async () => {
    const decision = buildDecision(start, { step: 4 });
    await handle(extendJob(decision));
    expect(await read(decision)).toMatchObject({ state: 'applied', step: 4 });
  });

  it('bars until the later end when two decisions are about one line', async () => {
    const first = buildDecision(start);
    const { subscriber } = first;
    const second = buildDecision(start, { subscriber, until: first.until + 60_000 });
    const third = buildDecision(start, { subscriber, until: first.until - 60_000 });
    await handle(applyJob(first));
    await handle(applyJob(second));
    await handle(applyJob(second));
    await handle(applyJob(third));
    expect(await read(second)).toMatchObject({ state: 'proposed', reason: 'superseded' });
    expect(await read(third)).toMatchObject({ state: 'proposed', reason: 'superseded' });
    expect(await read(first)).toMatchObject({ state: 'applied', until: second.until });
    expect([...made.entries.keys()]).toEqual([first.restrictionId]);
    expect(made.entries.get(first.restrictionId)?.until).toBe(new Date(second.until).toISOString());
  });
});

describe('the end', () => {
  it('lets go when due, restoring what was found, and not before', async () => {
    const decision = buildDecision(start);
    await handle(applyJob(decision));
    await handle(await expire(decision));
    expect((await read(decision)).state).toBe('applied');
    clock.now = decision.until;
    const job = await expire(decision);
    for (let n = 0; n < 3; n++) await handle(job);
    await handle(applyJob(decision));
    expect(await read(decision)).toMatchObject({ state: 'expired', nextAt: null });
    expect(made.entries.size).toBe(0);
    expect(made.restored).toEqual([{ international: 'open' }]);
    expect(await path(database, decision)).toEqual([
      'applying decided',
      'applied applied',
      'releasing due',
      'expired due',
    ]);
  });

  it('lets go for a person, and no call begun before bars again', async () => {
    const decision = buildDecision(start);
    const { subscriber, restrictionId } = decision;
    await handle(applyJob(decision));
    const request = { restrictionId, by: 'tanaka', reason: 'customer called', now: clock.now };
    const { seq } = await requestRelease(database.ledger, request);
    const job = ledgerJob('release', { restrictionId, transition: seq });
    for (let n = 0; n < 2; n++) await handle(job);
    expect(await read(decision)).toMatchObject({ state: 'released', endedAt: clock.now });
    clock.now += 60_000;
    const before = buildDecision(clock.now, { subscriber, evidenceStartedAt: start + 999 });
    await handle(applyJob(before));
    expect(await read(before)).toMatchObject({ reason: 'begun-before-release' });
    expect(made.entries.size).toBe(0);
    const later = { ...before, step: 2, evidenceStartedAt: clock.now - 1000 };
    await handle(extendJob(later));
    expect(await read(before)).toMatchObject({ state: 'applied' });
  });

  it('lapses a proposal without asking the switch', async () => {
    const decision = buildDecision(start, { evidenceAt: start - 1_000_000 });
    await handle(applyJob(decision));
    clock.now = decision.until;
    await handle(await expire(decision));
    expect(await read(decision)).toMatchObject({ state: 'expired', reason: 'lapsed' });
    expect(made.requests).toEqual([]);
  });

  it('bars a proposal when a person approves it', async () => {
    const decision = buildDecision(start, { evidenceAt: start - 1_000_000 });
    const { restrictionId } = decision;
    await handle(applyJob(decision));
    const request = { restrictionId, by: 'tanaka', reason: 'asked', now: clock.now };
    await approveRestriction(database.ledger, request);
    await handle(applyJob(decision));
    expect(await read(decision)).toMatchObject({ state: 'applied', decidedBy: 'tanaka' });
  });
});

describe('a switch in trouble', () => {
  it.each([
    [503, {}, 1000],
    [429, { 'retry-after': '7' }, 7000],
    [409, {}, 1000],
  ])('answers %i: tried again until it bars', async (status, headers, afterMs) => {
    const decision = buildDecision(start);
    made.trouble = { status, headers };
    await expect(handle(applyJob(decision))).rejects.toMatchObject({ code: 'postponed', afterMs });
    expect(await read(decision)).toMatchObject({
      state: 'applying',
      nextAt: clock.now + afterMs,
      problem: `webhook answered ${status}`,
    });
    made.trouble = undefined;
    clock.now += 7000;
    await handle(applyJob(decision));
    expect(await read(decision)).toMatchObject({ state: 'applied', problem: null });
    expect(new Set(made.idempotencyKeys.filter((key) => key !== ''))).toEqual(
      new Set([`${decision.restrictionId}-1`]),
    );
  });

  it('barred although it answered otherwise: it is read back, not barred again', async () => {
    const decision = buildDecision(start);
    made.trouble = { status: 504, isDone: true };
    await expect(handle(applyJob(decision))).rejects.toMatchObject({ code: 'postponed' });
    made.trouble = undefined;
    clock.now += 7000;
    await handle(applyJob(decision));
    expect(await path(database, decision)).toEqual(['applying decided', 'applied read-back']);
    expect(made.requests.filter((request) => request.startsWith('PUT'))).toHaveLength(1);
    expect((await read(decision)).priorState).toEqual({ international: 'open' });
  });

  it('does not say what it holds: it is asked to bar again', async () => {
    const decision = buildDecision(start);
    made.trouble = { status: 503 };
    await expect(handle(applyJob(decision))).rejects.toMatchObject({ code: 'postponed' });
    made.trouble = undefined;
    clock.now += 7000;
    const readBack = async () => {
      throw new TargetError('refused', 'answered 405');
    };
    await handle(applyJob(decision), { ...parts, target: { ...parts.target, readBack } });
    expect(await read(decision)).toMatchObject({ state: 'applied', reason: 'applied' });
  });

  it('refuses: it fails for all to see, and a person goes on', async () => {
    const decision = buildDecision(start);
    made.trouble = { status: 422 };
    await expect(handle(applyJob(decision))).rejects.toMatchObject({ code: 'given-up' });
    await handle(applyJob(decision));
    expect(await read(decision)).toMatchObject({
      state: 'failed',
      reason: 'apply-refused',
      problem: 'webhook answered 422',
    });
    made.trouble = undefined;
    clock.now += 7000;
    const { restrictionId } = decision;
    const request = { restrictionId, by: 'tanaka', reason: 'mended', now: clock.now };
    await approveRestriction(database.ledger, request);
    await handle(applyJob(decision));
    expect(await read(decision)).toMatchObject({ state: 'applied' });
  });

  it('is away until the end: what it may hold is let go, then it is over', async () => {
    const decision = buildDecision(start);
    made.trouble = { status: 503 };
    await expect(handle(applyJob(decision))).rejects.toMatchObject({ code: 'postponed' });
    clock.now = decision.until;
    await expect(handle(applyJob(decision))).rejects.toMatchObject({ code: 'postponed' });
    expect(await read(decision)).toMatchObject({ state: 'releasing', endsAs: 'expired' });
    made.trouble = undefined;
    clock.now += 7000;
    await handle(await expire(decision));
    expect(await read(decision)).toMatchObject({ state: 'expired' });
    expect(made.entries.size).toBe(0);
  });

  it('is asked no sooner for the jobs of later steps', async () => {
    const decision = buildDecision(start);
    made.trouble = { status: 503 };
    await expect(handle(applyJob(decision))).rejects.toMatchObject({ afterMs: 1000 });
    for (let step = 2; step < 6; step++) {
      clock.now += 100;
      const afterMs = 1000 - 100 * (step - 1);
      await expect(handle(extendJob({ ...decision, step }))).rejects.toMatchObject({ afterMs });
    }
    expect(made.requests).toHaveLength(1);
    clock.now += 600;
    await expect(handle(applyJob(decision))).rejects.toMatchObject({ afterMs: 2000 });
  });

  it('answers with a page: nobody has barred', async () => {
    const decision = buildDecision(start);
    made.trouble = {
      status: 200,
      headers: { 'content-type': 'text/html' },
      body: '<html>back soon</html>',
    };
    await expect(handle(applyJob(decision))).rejects.toMatchObject({ code: 'postponed' });
    expect(await read(decision)).toMatchObject({
      state: 'applying',
      problem: 'webhook the answer is no JSON',
    });
  });

  it('does not answer in time: that is a failure that passes', async () => {
    const decision = buildDecision(start);
    made.onAnswer = () => new Promise((resolve) => setTimeout(resolve, 800));
    await expect(handle(applyJob(decision))).rejects.toMatchObject({ code: 'postponed' });
    made.onAnswer = undefined;
    clock.now += 7000;
    await handle(applyJob(decision));
    expect(await read(decision)).toMatchObject({ state: 'applied', reason: 'read-back' });
  });
});

describe('two at once', () => {
  it('leaves a subscriber to who has the lease, and takes over when it lapses', async () => {
    const decision = buildDecision(start);
    const entered = Promise.withResolvers<void>();
    const leave = Promise.withResolvers<void>();
    const patient = {
      ...parts,
      target: {
        ...parts.target,
        apply: async () => {
          entered.resolve();
          await leave.promise;
          return { until: decision.until, priorState: 'late', reference: null };
        },
      },
    };
    const slow = handle(applyJob(decision), patient);
    const ended = expect(slow).rejects.toMatchObject({ code: 'postponed' });
    await entered.promise;
    await expect(handle(applyJob(decision))).rejects.toMatchObject({ code: 'postponed' });
    clock.now += 30_000;
    await handle(applyJob(decision));
    leave.resolve();
    await ended;
    expect(await read(decision)).toMatchObject({
      state: 'applied',
      fence: 2,
      priorState: { international: 'open' },
    });
    expect(await path(database, decision)).toEqual(['applying decided', 'applied applied']);
  });

  it('ends in one bar when twenty enforcers get the same job', async () => {
    const decision = buildDecision(start);
    const all = Array.from({ length: 20 }, () => handle(applyJob(decision)));
    await Promise.allSettled(all);
    await handle(applyJob(decision));
    expect(made.requests).toEqual([`PUT /barrings/${decision.restrictionId}`]);
    expect(await read(decision)).toMatchObject({ state: 'applied' });
  });

  it('lets a person release while the switch is being asked to bar', async () => {
    const decision = buildDecision(start);
    const { restrictionId } = decision;
    made.onAnswer = async () => {
      made.onAnswer = undefined;
      const request = { restrictionId, by: 'tanaka', reason: 'no', now: clock.now };
      await requestRelease(database.ledger, request);
    };
    await expect(handle(applyJob(decision))).rejects.toMatchObject({ code: 'postponed' });
    await handle(applyJob(decision));
    expect(await read(decision)).toMatchObject({ state: 'released' });
    expect(made.entries.size).toBe(0);
  });
});
