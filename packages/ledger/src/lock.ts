import { randomBytes } from 'node:crypto';
import { LedgerError } from './errors.ts';
import type { Ledger, Run } from './ledger.ts';
import type { Restriction } from './restriction.ts';
import { addTransition } from './transition.ts';

export interface LockRequest {
  service: string;
  subscriber: string;
  by: string;
  /** In the person's words. */
  reason: string;
  /** Epoch ms. */
  now: number;
}

/** A standing lock is renewed a day before the switch would drop it. */
export const LOCK_TERM_MS = 30 * 86_400_000;
export const RENEW_BEFORE_MS = 10 * 86_400_000;

/**
 * Locks a subscriber's calls abroad at the customer's request, until a person releases it. It
 * stands apart from restrictions for fraud: neither's end lifts the other.
 * @throws LedgerError `conflict` where one stands
 */
export function lockSubscriber(ledger: Ledger, request: LockRequest): Promise<Restriction> {
  const { service, subscriber, by, reason, now } = request;
  return ledger.transaction(async (run) => {
    const [made] = await run<Restriction>(
      `insert into restriction (
          restriction_id, alert_id, service, subscriber, kind, scope, state, reason, decided_by, at,
          until, severity, score, rules, rules_version, step, evidence_at, evidence_started_at, seq,
          next_at)
        values ($1, '', $2, $3, 'request', 'international', 'applying', 'requested', $4, $5, $6,
          'warning', 0, '{}', '', 1, $5, $5, 1, $5)
        on conflict do nothing returning *`,
      [
        `r-${randomBytes(8).toString('hex')}`,
        service,
        subscriber,
        by,
        new Date(now),
        new Date(now + LOCK_TERM_MS),
      ],
    );
    if (made === undefined) throw new LedgerError('conflict', `${subscriber} is locked already`);
    await addTransition(run, made, { from: null, at: now, by, detail: { reason } });
    return made;
  });
}

/** What bars the same line for another reason, and whether it did before the one given. */
export interface Companion {
  restriction: Restriction;
  isOlder: boolean;
}

export async function companionOf(
  { run }: { run: Run },
  { restrictionId, service, subscriber, scope, kind }: Restriction,
): Promise<Companion | undefined> {
  const [other] = await run<Restriction>(
    `select * from restriction
      where service = $1 and subscriber = $2 and scope = $3 and kind <> $4 and state = 'applied'`,
    [service, subscriber, scope, kind],
  );
  if (other === undefined) return undefined;
  const [first] = await run<{ restrictionId: string }>(
    `select restriction_id from restriction_transition
      where restriction_id in ($1, $2) and to_state = 'applied' order by at, seq limit 1`,
    [restrictionId, other.restrictionId],
  );
  return { restriction: other, isOlder: first?.restrictionId === other.restrictionId };
}

/** Hands on what the switch had before either. */
export async function inheritPriorState(
  ledger: Ledger,
  { restrictionId }: Restriction,
  priorState: unknown,
): Promise<void> {
  await ledger.run('update restriction set prior_state = $2 where restriction_id = $1', [
    restrictionId,
    JSON.stringify(priorState ?? null),
  ]);
}
