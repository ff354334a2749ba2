import type { Approval, RestrictionState } from '@sekisho/restrictions';
import { LedgerError } from '../errors.ts';
import type { Ledger, Run } from '../ledger.ts';

/** Calls to a destination, and by how many subscribers. */
export interface DestinationCalls {
  subscribers: number;
  calls: number;
  costJpy: number;
}

/** What was seen of a destination when its restriction was asked for. */
export interface DestinationEvidence {
  /** Of subscribers without a grave alert, in 90 days: whom a restriction would hit. */
  lawful: DestinationCalls & {
    /** Those with the most calls. */
    names: readonly string[];
  };
  /** Of subscribers with one lately. */
  suspected: DestinationCalls;
}

/** A destination restriction as the ledger has it. Times are epoch ms. */
export interface DestinationRestriction {
  /** `d-<hex>` */
  destinationId: string;
  /** `d-<hex>`: names the switch's entry, one for all restrictions of a service's prefix. */
  targetKey: string;
  service: string;
  /** Digits from the country code on. */
  prefix: string;
  /** Placed by one person alone. */
  provisional: boolean;
  state: Exclude<RestrictionState, 'shadow'>;
  reason: string;
  requestedBy: string;
  at: number;
  until: number;
  exceptions: readonly string[];
  evidence: DestinationEvidence | Record<string, never>;
  payloadHash: string;
  baseHash: string;
  seq: number;
  fence: number;
  nextAt: number | null;
  attempts: number;
  endsAs: 'released' | 'expired' | null;
  priorState: unknown;
  endedAt: number | null;
  problem: string | null;
}

export interface DestinationApproval extends Approval {
  reason: string;
  at: number;
}

/** @throws LedgerError `unknown-restriction` */
export async function readDestination(
  { run }: { run: Run },
  destinationId: string,
  lock: 'for update' | '' = '',
): Promise<DestinationRestriction> {
  const [found] = await run<DestinationRestriction>(
    `select * from destination_restriction where destination_id = $1 ${lock}`,
    [destinationId],
  );
  if (found !== undefined) return found;
  throw new LedgerError('unknown-restriction', `there is no destination ${destinationId}`);
}

export function approvalsOf(
  { run }: { run: Run },
  destinationId: string,
): Promise<DestinationApproval[]> {
  return run<DestinationApproval>(
    `select by, reason, at, payload_hash from destination_approval
      where destination_id = $1 order by at, approver`,
    [destinationId],
  );
}

/** Those that restrict a destination or wait for a person; `all` also what has ended. */
export function listDestinations(
  ledger: Ledger,
  of: 'live' | 'all',
): Promise<DestinationRestriction[]> {
  return ledger.run<DestinationRestriction>(
    `select * from destination_restriction
      where $1 or state in ('proposed', 'applying', 'applied', 'releasing', 'failed')
      order by at desc, destination_id limit 1000`,
    [of === 'all'],
  );
}

/** Those about which something is to be done by now. */
export function dueDestinations(ledger: Ledger, now: number): Promise<DestinationRestriction[]> {
  return ledger.run<DestinationRestriction>(
    'select * from destination_restriction where next_at <= $1 order by next_at limit 100',
    [new Date(now)],
  );
}

/** Of a service's destination: what restricts it, or is about to. */
export function standingDestinations(
  { run }: { run: Run },
  { service, prefix }: Pick<DestinationRestriction, 'service' | 'prefix'>,
): Promise<DestinationRestriction[]> {
  return run<DestinationRestriction>(
    `select * from destination_restriction
      where service = $1 and prefix = $2 and state in ('applying', 'applied')
      order by until desc, destination_id`,
    [service, prefix],
  );
}

/** Whether a destination, by the key of its entry at the switch, is restricted now. */
export async function isDestinationApplied(
  { run }: { run: Run },
  targetKey: string,
): Promise<boolean> {
  const found = await run(
    `select 1 from destination_restriction where target_key = $1 and state = 'applied' limit 1`,
    [targetKey],
  );
  return found.length > 0;
}
