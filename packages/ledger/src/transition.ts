import type { Run } from './ledger.ts';
import { queueTransitionNotices } from './notice-outbox.ts';
import type { Restriction } from './restriction.ts';

interface Happening {
  from: string | null;
  at: number;
  by: string;
  detail: Readonly<Record<string, unknown>>;
}

/** Adds the transition that brought a restriction to where it stands, and the notices of it. */
export async function addTransition(
  run: Run,
  restriction: Restriction,
  { from, at, by, detail }: Happening,
): Promise<void> {
  await run(
    `insert into restriction_transition (
        restriction_id, seq, from_state, to_state, at, by, reason, detail, until, decided_by)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      restriction.restrictionId,
      restriction.seq,
      from,
      restriction.state,
      new Date(at),
      by,
      restriction.reason,
      JSON.stringify(detail),
      new Date(restriction.until),
      restriction.decidedBy,
    ],
  );
  await queueTransitionNotices(run, restriction, { from, at, detail });
}
