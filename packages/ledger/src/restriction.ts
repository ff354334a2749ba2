import type { RestrictionState, Terms } from '@sekisho/restrictions';
import { LedgerError } from './errors.ts';
import type { Ledger, Run } from './ledger.ts';

/** A restriction as the ledger has it. Times are epoch ms. */
export interface Restriction {
  restrictionId: string;
  alertId: string;
  service: string;
  subscriber: string;
  kind: 'fraud' | 'request';
  scope: string;
  state: RestrictionState;
  reason: string;
  /** `auto`, or who approved it. */
  decidedBy: string;
  at: number;
  until: number;
  severity: 'warning' | 'critical';
  /** 0–100. */
  score: number;
  rules: readonly string[];
  rulesVersion: string;
  /** Of the policy under which it was decided; `''` before there were any. */
  policyVersion: string;
  /** The clause of the terms of service under which it was decided. */
  terms: Terms | null;
  /** The alert's growth step that the evidence is of. */
  step: number;
  evidenceAt: number;
  evidenceStartedAt: number;
  /** Number of its newest transition, from 1. */
  seq: number;
  fence: number;
  nextAt: number | null;
  attempts: number;
  endsAs: 'released' | 'expired' | null;
  priorState: unknown;
  targetRef: string | null;
  endedAt: number | null;
  problem: string | null;
}

export async function findRestriction(
  { run }: { run: Run },
  restrictionId: string,
): Promise<Restriction | undefined> {
  const [found] = await run<Restriction>('select * from restriction where restriction_id = $1', [
    restrictionId,
  ]);
  return found;
}

/** @throws LedgerError `unknown-restriction` */
export async function readRestriction(ledger: Ledger, restrictionId: string): Promise<Restriction> {
  const found = await findRestriction(ledger, restrictionId);
  if (found !== undefined) return found;
  throw new LedgerError('unknown-restriction', `there is no restriction ${restrictionId}`);
}

type Place = Pick<Restriction, 'service' | 'subscriber' | 'kind' | 'scope'>;

/** The one that bars a line, or is about to, or is being lifted. */
export async function findLive(
  { run }: { run: Run },
  { service, subscriber, kind, scope }: Place,
): Promise<Restriction | undefined> {
  const [found] = await run<Restriction>(
    `select * from restriction
      where service = $1 and subscriber = $2 and kind = $3 and scope = $4
        and state in ('applying', 'applied', 'releasing')`,
    [service, subscriber, kind, scope],
  );
  return found;
}

/** How and when the subscriber's latest other restriction came to its end. */
export async function lastEnded(
  ledger: Ledger,
  { service, subscriber, kind, scope }: Place,
): Promise<{ endedAt: number; state: RestrictionState } | undefined> {
  const [found] = await ledger.run<{ endedAt: number; state: RestrictionState }>(
    `select ended_at, state from restriction
      where service = $1 and subscriber = $2 and ended_at is not null and kind = $3 and scope = $4
      order by ended_at desc limit 1`,
    [service, subscriber, kind, scope],
  );
  return found;
}

/**
 * Restrictions, the newest first: `live` those that bar or wait for a person, `all` also shadows
 * and what has ended, where something was done about them since an instant (epoch ms).
 */
export function restrictionsOf(
  { run }: { run: Run },
  of: 'live' | 'all',
  since: number,
): Promise<Restriction[]> {
  return run<Restriction>(
    `select * from restriction as r
      where state in ('proposed', 'applying', 'applied', 'releasing', 'failed')
        or ($1 and exists (
          select 1 from restriction_transition as t
            where t.restriction_id = r.restriction_id and t.at >= $2))
      order by at desc, restriction_id limit 1000`,
    [of === 'all', new Date(since)],
  );
}
