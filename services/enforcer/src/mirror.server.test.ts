import { giveVerdict, type VerdictAnswer } from '@sekisho/ledger';
import { testDatabase } from '@sekisho/ledger/testing';
import { plainPolicy } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';
import { describe, expect, it } from 'vitest';
import { createHandleJob } from './handle-job.ts';
import { createMirror } from './mirror.ts';
import { applyJob } from './testing/build-job.ts';
import { buildParts } from './testing/build-parts.ts';
import { storeDecision, testStore } from './testing/test-store.ts';

const database = testDatabase();
const store = testStore();
const now = Date.UTC(2026, 3, 1, 9);

async function handled(changes: Parameters<typeof buildDecision>[1], services: string[] = []) {
  const decision = buildDecision(now, changes);
  const policy = plainPolicy(services, 900_000);
  const parts = buildParts(database.ledger, { url: 'http://127.0.0.1:1' }, { now }, { policy });
  await createHandleJob(parts)(applyJob(decision));
  return decision;
}

async function mirror(): Promise<number[]> {
  const backlogs: number[] = [];
  const metrics = { mirrorBacklog: (count: number) => backlogs.push(count) };
  await createMirror({ ledger: database.ledger, metrics, now: () => now })(store.engine);
  return backlogs;
}

const view = () => store.engine.query('select * from restriction order by restriction_id');

describe('the mirror', () => {
  it('gives one row per restriction, whatever arrives twice', async () => {
    const shadow = await handled({});
    const stale = await handled({ evidenceAt: now - 1_000_000 }, ['*']);
    const replayed = buildDecision(now);
    for (const decision of [shadow, replayed]) {
      await storeDecision(store.engine, 'cdr', decision, now);
      await storeDecision(store.engine, 'cdr', { ...decision, step: 2 }, now);
    }
    expect(await mirror()).toEqual([2, 0]);
    expect(await mirror()).toEqual([0, 0]);
    const once = await view();
    await database.ledger.run('update restriction_transition set mirrored_at = null');
    await Promise.all([mirror(), mirror()]);
    expect(await view()).toEqual(once);
    const rows = [
      { id: shadow.restrictionId, state: 'shadow', reason: 'shadow' },
      { id: stale.restrictionId, state: 'proposed', reason: 'stale' },
      { id: replayed.restrictionId, state: 'shadow', reason: '' },
    ];
    expect(once).toHaveLength(3);
    for (const { id, ...expected } of rows) {
      expect(once).toContainEqual({
        restriction_id: id,
        alert_id: id.replace('r-', 'a-'),
        subscriber: id.replace('r-', 'sub-'),
        service: 'ip-phone',
        kind: 'fraud',
        scope: 'international',
        at: '2026-04-01 09:00:00.000',
        until: '2026-04-01 10:00:00.000',
        decided_by: 'auto',
        ...expected,
      });
    }
  });

  it('shows the verdict that counts, whatever is copied twice or in between', async () => {
    const decision = buildDecision(now);
    await storeDecision(store.engine, 'cdr', decision, now);
    const give = (verdict: VerdictAnswer) =>
      giveVerdict(database.ledger, {
        alertId: decision.alertId,
        verdict,
        by: 'sato',
        reason: 'asked the customer',
        now,
      });
    const shown = () =>
      store.engine.query('select verdict from alert where alert_id = {id:String}', {
        id: decision.alertId,
      });
    await give('ours');
    expect(await mirror()).toEqual([1, 0]);
    expect(await shown()).toEqual([{ verdict: 'ours' }]);
    await give('not-ours');
    await Promise.all([mirror(), mirror()]);
    expect(await shown()).toEqual([{ verdict: 'not-ours' }]);
    await database.ledger.run('update verdict set mirrored_at = null');
    await mirror();
    expect(await shown()).toEqual([{ verdict: 'not-ours' }]);
    expect(
      await store.engine.query(
        'select verdict, given_by, reason, given_at from verdict_event final where alert_id = {id:String} order by verdict_id',
        { id: decision.alertId },
      ),
    ).toEqual(
      ['ours', 'not-ours'].map((verdict) => ({
        verdict,
        given_by: 'sato',
        reason: 'asked the customer',
        given_at: '2026-04-01 09:00:00.000',
      })),
    );
  });
});
