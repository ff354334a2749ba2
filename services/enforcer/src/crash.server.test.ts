import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { readRestriction } from '@sekisho/ledger';
import { testDatabase } from '@sekisho/ledger/testing';
import { ledgerJob, type RestrictionJob } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHandleJob } from './handle-job.ts';
import { applyJob } from './testing/build-job.ts';
import { buildParts, type Clock } from './testing/build-parts.ts';
import { type Switch, startSwitch } from './testing/switch.ts';

const CHILD = fileURLToPath(new URL('./testing/crash-child.ts', import.meta.url));
const database = testDatabase();
const start = Date.UTC(2026, 3, 1, 9);
const leaseMs = 30_000;
let made: Switch;
let clock: Clock;

beforeAll(async () => {
  made = await startSwitch();
});
afterAll(() => made.stop());
beforeEach(() => {
  clock = { now: start + 1000 };
  made.requests.length = 0;
  made.restored.length = 0;
});

async function dieOn(job: RestrictionJob): Promise<void> {
  const args = [CHILD, database.url, made.url, String(clock.now), JSON.stringify(job)];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  expect(await once(child, 'exit')).toEqual([null, 'SIGKILL']);
}

function handle(job: RestrictionJob): Promise<void> {
  return createHandleJob(buildParts(database.ledger, made, clock, { leaseMs }))(job);
}

describe('killed between the switch and the ledger', () => {
  it('bars exactly once, until the end that was decided', async () => {
    const decision = buildDecision(start);
    const { restrictionId, until } = decision;
    await dieOn(applyJob(decision));
    expect(await readRestriction(database.ledger, restrictionId)).toMatchObject({
      state: 'applying',
      attempts: 1,
      nextAt: clock.now + leaseMs,
    });
    expect(made.entries.size).toBe(1);
    await expect(handle(applyJob(decision))).rejects.toMatchObject({ code: 'postponed' });
    clock.now += leaseMs;
    await handle(applyJob(decision));
    expect(await readRestriction(database.ledger, restrictionId)).toMatchObject({
      state: 'applied',
      reason: 'read-back',
      priorState: { international: 'open' },
      nextAt: until,
    });
    const path = `/barrings/${restrictionId}`;
    expect(made.requests).toEqual([`PUT ${path}`, `GET ${path}`]);
    expect(made.entries.get(restrictionId)?.until).toBe(new Date(until).toISOString());

    clock.now = until;
    const { seq } = await readRestriction(database.ledger, restrictionId);
    const expire = ledgerJob('expire', { restrictionId, transition: seq });
    await dieOn(expire);
    clock.now += leaseMs;
    await handle(expire);
    expect(await readRestriction(database.ledger, restrictionId)).toMatchObject({
      state: 'expired',
    });
    expect(made.entries.size).toBe(0);
    expect(made.restored).toEqual([{ international: 'open' }]);
  });

  it('bars anew for the time left when the switch has forgotten', async () => {
    const decision = buildDecision(start);
    await dieOn(applyJob(decision));
    made.entries.clear();
    clock.now += leaseMs;
    await handle(applyJob(decision));
    expect([...made.entries.values()]).toMatchObject([
      { until: new Date(decision.until).toISOString() },
    ]);
  });
});
