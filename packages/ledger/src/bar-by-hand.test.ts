import { buildDecision } from '@sekisho/restrictions/testing';
import { expect, it } from 'vitest';
import { barByHand, LONGEST_BAR_MS } from './bar-by-hand.ts';
import { caseIdOf, openCase, readCase } from './case.ts';
import { takeLease } from './lease.ts';
import { moveRestriction } from './move.ts';
import { requestRelease } from './people.ts';
import { recordDecision } from './record-decision.ts';
import { embeddedDatabase } from './testing/embedded-database.ts';

const database = embeddedDatabase();
const now = Date.UTC(2026, 3, 1, 9);
const HOUR = 3_600_000;

/** An alert whose restriction stands so; of none where nothing was decided. */
async function alert(state: 'shadow' | 'proposed' | 'applying' | undefined): Promise<string> {
  const { ledger } = database;
  const decision = buildDecision(now);
  const { service, subscriber, alertId } = decision;
  const lease = await takeLease(ledger, { service, subscriber, owner: 'one', now, forMs: 1 });
  if (state === undefined) {
    await ledger.transaction((run) =>
      openCase(run, { alertId, service, subscriber, openedAt: now }),
    );
  } else await recordDecision(ledger, decision, { state, reason: 'x' }, { lease: lease!, now });
  return alertId;
}

const bar = (alertId: string, forMs = 4 * HOUR) =>
  barByHand(database.ledger, { alertId, by: 'sato', reason: 'seen', forMs, now });

it.each([undefined, 'shadow', 'proposed', 'applying'] as const)(
  'bars the line for so long, where the alert’s restriction was %s',
  async (state) => {
    const alertId = await alert(state);
    const barred = await bar(alertId);
    const expected = { state: 'applying', decidedBy: 'sato', until: now + 4 * HOUR, alertId };
    expect(barred).toMatchObject(expected);
    const [last] = await database.ledger.run(
      `select by, detail ->> 'reason' as reason from restriction_transition
        where restriction_id = $1 order by seq desc limit 1`,
      [barred.restrictionId],
    );
    expect(last).toEqual({ by: 'sato', reason: 'seen' });
    const { restrictionId } = await readCase(database.ledger, caseIdOf(alertId));
    expect(restrictionId).toBe(barred.restrictionId);
  },
);

it('never makes a bar shorter, nor a second one', async () => {
  const alertId = await alert(undefined);
  const first = await bar(alertId, 12 * HOUR);
  await expect(bar(alertId, 4 * HOUR)).rejects.toMatchObject({ code: 'conflict' });
  const longer = await bar(alertId, 24 * HOUR);
  expect(longer).toMatchObject({ restrictionId: first.restrictionId, until: now + 24 * HOUR });
});

it('waits until a release has come to its end', async () => {
  const alertId = await alert('applying');
  const barred = await bar(alertId);
  const answer = { priorState: null, reference: null };
  const applied = { event: 'applied', by: 'auto', now, answer } as const;
  const { restrictionId } = await moveRestriction(database.ledger, barred, applied);
  await requestRelease(database.ledger, { restrictionId, by: 'sato', reason: 'theirs', now });
  await expect(bar(alertId)).rejects.toMatchObject({ code: 'conflict' });
});

it.each([
  ['a-none', HOUR, 'unknown-alert'],
  ['a-none', LONGEST_BAR_MS + 1, 'invalid'],
  ['a-none', 0, 'invalid'],
  ['a-none', Number.NaN, 'invalid'],
])('refuses %s for %i ms', async (alertId, forMs, code) => {
  await expect(bar(alertId, forMs)).rejects.toMatchObject({ code });
});
