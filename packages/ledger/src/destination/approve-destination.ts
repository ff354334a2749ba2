import { isApproved, samePerson } from '@sekisho/restrictions';
import { LedgerError } from '../errors.ts';
import type { Ledger, Run } from '../ledger.ts';
import { approvalsOf, type DestinationRestriction, readDestination } from './destination.ts';
import { addDestinationEvent } from './destination-event.ts';
import { baseHashOf, lockDestinations, payloadHashOf } from './hashes.ts';
import { writeDestination } from './move-destination.ts';

export interface DestinationAsked {
  destinationId: string;
  by: string;
  /** In the person's words. */
  reason: string;
  /** Epoch ms. */
  now: number;
}

/**
 * One person's approval; with the second the restriction begins. Where what is in force for the
 * destination has changed since it was asked for, it ends as superseded, which is returned.
 * @throws LedgerError `conflict` for who asked for it, for who has approved it, or where it does
 * not wait any more; `unknown-restriction`
 */
export function approveDestination(
  ledger: Ledger,
  asked: DestinationAsked,
): Promise<DestinationRestriction> {
  return ledger.transaction(async (run) => {
    await lockDestinations(run);
    const { destinationId, now } = asked;
    const row = await readDestination({ run }, destinationId, 'for update');
    refuse(row, asked);
    if (await isSuperseded(run, row)) {
      const change = { to: 'released', reason: 'superseded', by: 'auto', now } as const;
      return writeDestination(run, row, change);
    }
    await addApproval(run, row, asked);
    const approvals = await approvalsOf({ run }, destinationId);
    if (!isApproved(row, approvals)) return noteApproval(run, row, asked);
    const { by, reason } = asked;
    const change = { to: 'applying', reason: 'approved', by, now, detail: { reason } } as const;
    return writeDestination(run, row, change);
  });
}

function refuse(row: DestinationRestriction, { by, now }: DestinationAsked): void {
  const { destinationId, state, requestedBy, until } = row;
  const refused = (why: string) => new LedgerError('conflict', `${destinationId}: ${why}`);
  if (state !== 'proposed') throw refused(`is ${state}; there is nothing to approve`);
  if (until <= now) throw refused('its end has come; propose it again');
  if (samePerson(requestedBy) === samePerson(by)) {
    throw refused(`${by} asked for it; two other people have to approve`);
  }
}

/** Whether it is not any more what was asked for. */
export async function isSuperseded(run: Run, row: DestinationRestriction): Promise<boolean> {
  return payloadHashOf(row) !== row.payloadHash || (await baseHashOf(run, row)) !== row.baseHash;
}

async function addApproval(
  run: Run,
  { destinationId, requestedBy, payloadHash }: DestinationRestriction,
  { by, reason, now }: DestinationAsked,
): Promise<void> {
  const added = await run(
    `insert into destination_approval (
        destination_id, approver, requester, by, reason, at, payload_hash)
      values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning approver`,
    [
      destinationId,
      samePerson(by),
      samePerson(requestedBy),
      by,
      reason,
      new Date(now),
      payloadHash,
    ],
  );
  if (added.length > 0) return;
  throw new LedgerError('conflict', `${destinationId}: ${by} has approved; another person has to`);
}

async function noteApproval(
  run: Run,
  { destinationId, state }: DestinationRestriction,
  { by, reason, now }: DestinationAsked,
): Promise<DestinationRestriction> {
  const [noted] = await run<DestinationRestriction>(
    `update destination_restriction set seq = seq + 1 where destination_id = $1 returning *`,
    [destinationId],
  );
  const happening = { from: state, at: now, by, reason: 'approved-once', detail: { reason } };
  await addDestinationEvent(run, noted!, happening);
  return noted!;
}
