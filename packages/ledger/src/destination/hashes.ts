import { createHash } from 'node:crypto';
import { overlaps } from '@sekisho/restrictions';
import type { Run } from '../ledger.ts';
import type { DestinationRestriction } from './destination.ts';

type Payload = Pick<
  DestinationRestriction,
  'service' | 'prefix' | 'until' | 'exceptions' | 'evidence' | 'provisional'
>;

/** A request, or a row, which does not count itself. */
type Based = Pick<Payload, 'service' | 'prefix'> & { destinationId?: string };

/** What is approved is what was asked for: of all of it. */
export function payloadHashOf(payload: Payload): string {
  const { service, prefix, until, exceptions, evidence, provisional } = payload;
  return hashOf([service, prefix, until, [...exceptions].sort(), sorted(evidence), provisional]);
}

/** Names a destination's entry at the switch, whatever restrictions it has, for good. */
export function targetKeyOf({ service, prefix }: Pick<Payload, 'service' | 'prefix'>): string {
  return `d-${hashOf([service, prefix]).slice(0, 16)}`;
}

/**
 * What is in force, by approval, for a destination and for those in it or around it. Where that
 * changes, whoever approves decides about something else than was asked.
 */
export async function baseHashOf(
  run: Run,
  { service, prefix, destinationId = '' }: Based,
): Promise<string> {
  const rows = await run<{ destinationId: string; prefix: string }>(
    `select destination_id, prefix from destination_restriction
      where service = $1 and destination_id <> $2 and not provisional
        and state in ('applying', 'applied', 'releasing')
      order by destination_id`,
    [service, destinationId],
  );
  return hashOf(rows.filter((row) => overlaps(row.prefix, prefix)));
}

/** Any number that nothing else in the database locks. */
const LOCK = 7_359_216;

/** One request or approval at a time, to the end of the transaction. */
export async function lockDestinations(run: Run): Promise<void> {
  await run('select pg_advisory_xact_lock($1)', [LOCK]);
}

// The database gives the keys of an object back in an order of its own.
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, sorted(inner)] as const);
  return entries.sort(([a], [b]) => (a < b ? -1 : 1));
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}
