import type { Run } from '../ledger.ts';
import type { DestinationRestriction } from './destination.ts';

interface Happening {
  from: string | null;
  at: number;
  by: string;
  reason: string;
  detail: Readonly<Record<string, unknown>>;
}

/** Adds what brought a destination restriction to where it stands. */
export async function addDestinationEvent(
  run: Run,
  { destinationId, seq, state, until }: DestinationRestriction,
  { from, at, by, reason, detail }: Happening,
): Promise<void> {
  await run(
    `insert into destination_event (
        destination_id, seq, from_state, to_state, at, by, reason, detail, until)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      destinationId,
      seq,
      from,
      state,
      new Date(at),
      by,
      reason,
      JSON.stringify(detail),
      new Date(until),
    ],
  );
}
