import type { RestrictionState } from '@sekisho/restrictions';
import type { Ledger } from './ledger.ts';
import type { Restriction } from './restriction.ts';

/** The restrictions about which something is to be done by now, the longest due first. */
export function dueRestrictions(
  ledger: Ledger,
  now: number,
  limit: number,
): Promise<Restriction[]> {
  return ledger.run<Restriction>(
    'select * from restriction where next_at <= $1 order by next_at limit $2',
    [new Date(now), limit],
  );
}

/** The newest evidence of a decision that was stored. */
export interface StoredEvidence {
  restrictionId: string;
  evidenceAt: number;
}

/**
 * Of stored decisions: those that the ledger lacks, or waits for fresher evidence of, or whose bar
 * ended by itself before the newest.
 */
export async function lackingDecisions(
  ledger: Ledger,
  stored: readonly StoredEvidence[],
): Promise<{ restrictionId: string; isUnknown: boolean }[]> {
  return ledger.run(
    `select s.restriction_id, r.restriction_id is null as is_unknown
      from unnest($1::text[], $2::timestamptz[]) as s (restriction_id, evidence_at)
      left join restriction as r on r.restriction_id = s.restriction_id
      where r.restriction_id is null
        or (r.state in ('proposed', 'shadow') and r.evidence_at < s.evidence_at)
        or (r.state = 'expired' and r.ended_at < s.evidence_at and r.evidence_at < s.evidence_at)`,
    [
      stored.map(({ restrictionId }) => restrictionId),
      stored.map(({ evidenceAt }) => new Date(evidenceAt)),
    ],
  );
}

/** What bars a line for fraud now, and will end by itself. */
export function standingBars(ledger: Ledger): Promise<Restriction[]> {
  return ledger.run<Restriction>(
    `select * from restriction
      where state = 'applied' and kind = 'fraud' and scope = 'international' order by until`,
  );
}

/** How many stand in each state that is not over. */
export function countOpen(ledger: Ledger): Promise<{ state: RestrictionState; count: number }[]> {
  return ledger.run(
    `select state, count(*)::integer as count from restriction
      where state in ('proposed', 'applying', 'applied', 'releasing', 'failed') group by state`,
  );
}
