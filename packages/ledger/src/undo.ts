import { appendAudit } from './audit.ts';
import { LedgerError } from './errors.ts';
import type { Ledger, Run } from './ledger.ts';
import { type Request, requestRelease } from './people.ts';
import { type Restriction, readRestriction } from './restriction.ts';
import { addTransition } from './transition.ts';
import { within } from './within.ts';

/** How long a bar or a release can be taken back. */
export const UNDO_WITHIN_MS = 300_000;

/**
 * Takes back what a person or the machine did to a line within the last five minutes. A bar is
 * released. What was released is barred again until the same end, as a restriction of its own,
 * since none comes back from its end.
 * @returns the restriction that changed, or the new one
 * @throws LedgerError `conflict` where nothing was done so lately, or it is still under way
 */
export function undoLast(ledger: Ledger, request: Request): Promise<Restriction> {
  return ledger.transaction(async (run) => {
    const undone = await undo(run, request);
    await tell(run, request, undone);
    return undone;
  });
}

async function undo(run: Run, request: Request): Promise<Restriction> {
  const inside = within(run);
  const restriction = await readRestriction(inside, request.restrictionId);
  const { restrictionId, state } = restriction;
  const reason = `undone: ${request.reason}`;
  const doneAt = await lastDone(run, restrictionId);
  if (doneAt === undefined || request.now - doneAt > UNDO_WITHIN_MS) {
    throw new LedgerError('conflict', `${restrictionId}: nothing was done in the last 5 minutes`);
  }
  if (state === 'released') return barAgain(run, restriction, { ...request, reason });
  if (state === 'applying' || state === 'applied') {
    return requestRelease(inside, { ...request, reason });
  }
  const mend = state === 'releasing' ? 'is being released; try again when it is' : `is ${state}`;
  throw new LedgerError('conflict', `${restrictionId} ${mend}`);
}

/** Besides the transition that follows, which is told as any other is. */
async function tell(
  run: Run,
  { restrictionId: subject, by: actor, reason, now: at }: Request,
  { restrictionId, state, alertId, service, subscriber }: Restriction,
): Promise<void> {
  const detail = { reason, restrictionId, state, alertId, service, subscriber };
  await appendAudit({ run }, { at, actor, action: 'restriction.undone', subject, detail });
}

/** Until when it can be taken back, epoch ms; nothing where it cannot. */
export async function undoableUntil(
  { run }: { run: Run },
  { restrictionId, state, until }: Restriction,
  now: number,
): Promise<number | undefined> {
  if (!['applying', 'applied', 'released'].includes(state)) return undefined;
  if (state === 'released' && until <= now) return undefined;
  const doneAt = await lastDone(run, restrictionId);
  if (doneAt === undefined || now - doneAt > UNDO_WITHIN_MS) return undefined;
  return doneAt + UNDO_WITHIN_MS;
}

/** When a person, or a decision, last changed what is to be: not when the switch followed. */
async function lastDone(run: Run, restrictionId: string): Promise<number | undefined> {
  const [done] = await run<{ at: number }>(
    `select at from restriction_transition
      where restriction_id = $1
        and (seq = 1 or reason in ('approved', 'fresh-evidence') or (reason = 'released' and by <> 'auto'))
      order by seq desc limit 1`,
    [restrictionId],
  );
  return done?.at;
}

async function barAgain(
  run: Run,
  { restrictionId, until }: Restriction,
  { by, reason, now }: Request,
): Promise<Restriction> {
  if (until <= now) throw new LedgerError('conflict', `${restrictionId}: its time is over`);
  const again = await freeId(run, restrictionId);
  const [made] = await run<Restriction>(
    `insert into restriction (
        restriction_id, alert_id, service, subscriber, kind, scope, state, reason, decided_by,
        at, until, severity, score, rules, rules_version, step, evidence_at, evidence_started_at,
        policy_version, terms, seq, next_at)
      select $2, alert_id, service, subscriber, kind, scope, 'applying', 'undone', $3,
          $4, until, severity, score, rules, rules_version, step, evidence_at, evidence_started_at,
          policy_version, terms, 1, $4
        from restriction where restriction_id = $1
      on conflict do nothing
      returning *`,
    [restrictionId, again, by, new Date(now)],
  );
  if (made === undefined) throw new LedgerError('conflict', `${restrictionId}: its line is barred`);
  const detail = { again: restrictionId, reason };
  await addTransition(run, made, { from: null, at: now, by, detail });
  return made;
}

async function freeId(run: Run, restrictionId: string): Promise<string> {
  const [row] = await run<{ count: number }>(
    `select count(*)::integer as count from restriction
      where restriction_id like $1 || '-u%'`,
    [restrictionId],
  );
  return `${restrictionId}-u${(row?.count ?? 0) + 1}`;
}
