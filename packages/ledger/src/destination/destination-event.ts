import type { Run } from '../ledger.ts';
import { queueNotice, stopSteps } from '../notice-outbox.ts';
import type { DestinationRestriction } from './destination.ts';

interface Happening {
  from: string | null;
  at: number;
  by: string;
  reason: string;
  detail: Readonly<Record<string, unknown>>;
}

/** Adds what brought a destination restriction to where it stands, and the notice of it. */
export async function addDestinationEvent(
  run: Run,
  row: DestinationRestriction,
  { from, at, by, reason, detail }: Happening,
): Promise<void> {
  const { destinationId, seq, state, until } = row;
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
  await tell(run, row, at);
}

/** Who may overrule it is told of what one person did alone, and of what is not in force. */
async function tell(run: Run, row: DestinationRestriction, at: number): Promise<void> {
  const { destinationId, service, prefix, seq, state, until, requestedBy, problem } = row;
  if (state === 'released' || state === 'expired') await stopSteps(run, destinationId, state);
  const told = state === 'failed' ? state : row.reason;
  if (told !== 'failed' && told !== 'placed-alone') return;
  await queueNotice(run, {
    audience: 'noc',
    subjectId: destinationId,
    cause: `destination:${destinationId}-${seq}`,
    kind: 'destination',
    detail: { service, prefix, state: told, by: requestedBy, problem: problem ?? '', until },
    at,
  });
}
