import { LedgerError } from './errors.ts';
import type { Lease } from './lease.ts';
import type { Ledger } from './ledger.ts';
import type { Restriction } from './restriction.ts';

/**
 * Counts an attempt before the switch is asked: after a crash it is known that it may have been.
 * @param again epoch ms at which to look, should nothing be heard of it
 * @throws LedgerError `conflict` when the restriction or the lease has moved
 */
export async function noteAttempt(
  { run }: Ledger,
  { restrictionId, state, seq }: Restriction,
  lease: Lease,
  again: number,
): Promise<Restriction> {
  // The lease first, as in every transaction: it must not pass to another meanwhile.
  const [noted] = await run<Restriction>(
    `with held as materialized (
        select fence from subscriber_lease
          where service = $6 and subscriber = $7 and fence = $5 for update)
      update restriction set attempts = attempts + 1, next_at = $4, fence = $5
        where restriction_id = $1 and state = $2 and seq = $3 and exists (select 1 from held)
        returning *`,
    [restrictionId, state, seq, new Date(again), lease.fence, lease.service, lease.subscriber],
  );
  if (noted !== undefined) return noted;
  throw new LedgerError('conflict', `${restrictionId} or its lease has moved since it was read`);
}

/** What an attempt failed of, and when to try again, unless it has moved meanwhile. */
export async function noteProblem(
  ledger: Ledger,
  { restrictionId, seq }: Restriction,
  problem: string,
  again: number,
): Promise<void> {
  await ledger.run(
    'update restriction set problem = $3, next_at = $4 where restriction_id = $1 and seq = $2',
    [restrictionId, seq, problem, new Date(again)],
  );
}
