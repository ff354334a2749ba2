import { randomBytes } from 'node:crypto';
import {
  LONGEST_ALONE_MS,
  LONGEST_DESTINATION_MS,
  NOT_AGAIN_WITHIN_MS,
  overlaps,
  prefixFault,
  samePerson,
} from '@sekisho/restrictions';
import { LedgerError } from '../errors.ts';
import type { Ledger, Run } from '../ledger.ts';
import type { DestinationEvidence, DestinationRestriction } from './destination.ts';
import { addDestinationEvent } from './destination-event.ts';
import { baseHashOf, lockDestinations, payloadHashOf, targetKeyOf } from './hashes.ts';

export interface DestinationRequest {
  service: string;
  /** Digits from the country code on. */
  prefix: string;
  by: string;
  /** In the person's words. */
  reason: string;
  forMs: number;
  exceptions: readonly string[];
  evidence: DestinationEvidence | Record<string, never>;
  /** Never restricted. */
  homeCountryCode: string;
  /** Epoch ms. */
  now: number;
}

/**
 * Asks two other people to restrict a destination for a service.
 * @throws LedgerError `invalid` for a prefix or a time that cannot be
 */
export function proposeDestination(
  ledger: Ledger,
  request: DestinationRequest,
): Promise<DestinationRestriction> {
  check(request, LONGEST_DESTINATION_MS, '30 days');
  return ledger.transaction((run) => insert(run, request, false));
}

/**
 * Restricts a destination at once, by one person alone and for two hours at most.
 * @throws LedgerError `conflict` for who has done so within a day; `invalid`
 */
export function placeDestination(
  ledger: Ledger,
  request: DestinationRequest,
): Promise<DestinationRestriction> {
  check(request, LONGEST_ALONE_MS, '2 hours, alone');
  return ledger.transaction(async (run) => {
    await lockDestinations(run);
    await refuseAgain(run, request);
    return insert(run, request, true);
  });
}

function check(request: DestinationRequest, longestMs: number, longest: string): void {
  const { prefix, forMs, homeCountryCode } = request;
  const fault = prefixFault(prefix, homeCountryCode);
  if (fault !== undefined) throw new LedgerError('invalid', `prefix ${prefix}: ${fault}`);
  if (forMs > 0 && forMs <= longestMs) return;
  throw new LedgerError('invalid', `too long; a destination is restricted for at most ${longest}`);
}

// Two hours again and again would be a restriction that nobody approved.
async function refuseAgain(run: Run, { service, prefix, by, now }: DestinationRequest) {
  const placed = await run<{ destinationId: string; prefix: string }>(
    `select destination_id, prefix from destination_restriction
      where provisional and service = $1 and requester = $2 and at > $3`,
    [service, samePerson(by), new Date(now - NOT_AGAIN_WITHIN_MS)],
  );
  const before = placed.find((row) => overlaps(row.prefix, prefix));
  if (before === undefined) return;
  throw new LedgerError(
    'conflict',
    `${by} placed ${before.destinationId} within a day; propose it, or have another person place it`,
  );
}

async function insert(
  run: Run,
  request: DestinationRequest,
  provisional: boolean,
): Promise<DestinationRestriction> {
  const { service, prefix, by, reason, exceptions, evidence, now } = request;
  const until = now + request.forMs;
  const payload = { service, prefix, until, exceptions, evidence, provisional };
  const [state, why] = provisional ? ['applying', 'placed-alone'] : ['proposed', 'proposed'];
  const [inserted] = await run<DestinationRestriction>(
    `insert into destination_restriction (
        destination_id, service, prefix, provisional, state, reason, requested_by, requester, at,
        until, exceptions, evidence, payload_hash, base_hash, next_at, target_key)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
      returning *`,
    [
      `d-${randomBytes(8).toString('hex')}`,
      service,
      prefix,
      provisional,
      state,
      why,
      by,
      samePerson(by),
      new Date(now),
      new Date(until),
      exceptions,
      JSON.stringify(evidence),
      payloadHashOf(payload),
      await baseHashOf(run, request),
      new Date(provisional ? now : until),
      targetKeyOf(request),
    ],
  );
  const made = inserted!;
  const detail = { reason, ...(provisional && { tell: 'leads' }) };
  await addDestinationEvent(run, made, { from: null, at: now, by, reason: made.reason, detail });
  return made;
}
