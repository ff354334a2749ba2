import { type RestrictionEvent, type RestrictionState, transitionOf } from '@sekisho/restrictions';
import { LedgerError } from '../errors.ts';
import { holdLease, type Lease } from '../lease.ts';
import type { Ledger, Run } from '../ledger.ts';
import { nextAtOf } from '../next-at.ts';
import { type DestinationRestriction, readDestination } from './destination.ts';
import { addDestinationEvent } from './destination-event.ts';

interface Change {
  to: RestrictionState;
  reason: string;
  /** `auto`, or a person. */
  by: string;
  /** Epoch ms. */
  now: number;
  detail?: Readonly<Record<string, unknown>>;
  endsAs?: 'released' | 'expired';
  priorState?: unknown;
  problem?: string;
  fence?: number;
}

export interface DestinationMove extends Omit<Change, 'to' | 'reason' | 'endsAs' | 'fence'> {
  event: RestrictionEvent;
  /** Under which the enforcer works; a person needs none. */
  lease?: Lease;
}

/**
 * Moves a destination restriction as the state machine of restrictions says.
 * @throws LedgerError `conflict` when the event does nothing in that state, or it has moved
 */
export function moveDestination(
  ledger: Ledger,
  row: DestinationRestriction,
  { event, lease, ...rest }: DestinationMove,
): Promise<DestinationRestriction> {
  const transition = transitionOf(row, event, rest.now);
  if (transition === undefined) {
    throw new LedgerError(
      'conflict',
      `${row.destinationId} is ${row.state}: ${event} does nothing`,
    );
  }
  return ledger.transaction(async (run) => {
    if (lease !== undefined) await holdLease(run, lease);
    return writeDestination(run, row, {
      ...transition,
      ...rest,
      ...(lease && { fence: lease.fence }),
      ...(transition.to === 'releasing' && { endsAs: event === 'due' ? 'expired' : 'released' }),
    });
  });
}

/** Ends one, or declines what is proposed. @throws LedgerError as `moveDestination` */
export async function releaseDestination(
  ledger: Ledger,
  {
    destinationId,
    by,
    reason,
    now,
  }: { destinationId: string; by: string; reason: string; now: number },
): Promise<DestinationRestriction> {
  const row = await readDestination(ledger, destinationId);
  return moveDestination(ledger, row, { event: 'release', by, now, detail: { reason } });
}

export async function writeDestination(
  run: Run,
  row: DestinationRestriction,
  change: Change,
): Promise<DestinationRestriction> {
  const { to, reason, by, now, detail = {}, endsAs, priorState, problem, fence } = change;
  const nextAt = nextAtOf(to, row.until, now);
  const isOver = to === 'released' || to === 'expired';
  const [moved] = await run<DestinationRestriction>(
    `update destination_restriction
      set state = $4, reason = $5, next_at = $6, ends_as = $7, ended_at = $8, problem = $9,
        fence = $10, prior_state = coalesce(prior_state, $11), seq = seq + 1
      where destination_id = $1 and state = $2 and seq = $3 returning *`,
    [
      row.destinationId,
      row.state,
      row.seq,
      to,
      reason,
      nextAt === null ? null : new Date(nextAt),
      endsAs ?? null,
      isOver ? new Date(now) : null,
      problem ?? null,
      fence ?? row.fence,
      priorState === undefined ? null : JSON.stringify(priorState),
    ],
  );
  if (moved === undefined) {
    throw new LedgerError('conflict', `${row.destinationId} has moved since it was read`);
  }
  await addDestinationEvent(run, moved, { from: row.state, at: now, by, reason, detail });
  return moved;
}

/** Counts an attempt before the switch is asked. @throws LedgerError `conflict` */
export async function noteDestinationAttempt(
  ledger: Ledger,
  { destinationId, seq }: DestinationRestriction,
  again: number,
): Promise<DestinationRestriction> {
  const [noted] = await ledger.run<DestinationRestriction>(
    `update destination_restriction set attempts = attempts + 1, next_at = $3
      where destination_id = $1 and seq = $2 returning *`,
    [destinationId, seq, new Date(again)],
  );
  if (noted !== undefined) return noted;
  throw new LedgerError('conflict', `${destinationId} has moved since it was read`);
}

/** What an attempt failed of, and when to try again, unless it has moved meanwhile. */
export async function noteDestinationProblem(
  ledger: Ledger,
  { destinationId, seq }: DestinationRestriction,
  problem: string,
  again: number,
): Promise<void> {
  await ledger.run(
    `update destination_restriction set problem = $3, next_at = $4
      where destination_id = $1 and seq = $2`,
    [destinationId, seq, problem, new Date(again)],
  );
}
