import { randomUUID } from 'node:crypto';
import {
  type BarredContract,
  barredContracts,
  dropLease,
  findRestriction,
  isHeldBy,
  takeLease,
} from '@sekisho/ledger';
import { extrasOf } from '../extras.ts';
import { RESTORE } from '../ledger-guard.ts';
import type { Parts } from '../parts.ts';
import type { BarredLines } from '../targets/line-change.ts';
import { TargetError } from '../targets/target.ts';

type FollowParts = Pick<
  Parts,
  'ledger' | 'target' | 'policy' | 'metrics' | 'log' | 'now' | 'leaseMs'
>;

/** Bars lines that came to a contract since it was barred, and opens those that left it. */
export async function followDirectory(parts: FollowParts): Promise<void> {
  const { ledger, target, now } = parts;
  if (target.lines === undefined) return;
  // The directory of an older copy of the ledger may be older than what was barred.
  if (await isHeldBy(ledger, RESTORE)) return;
  const contracts = await barredContracts(ledger, now());
  if (contracts.length === 0) return;
  const bars = contracts.map((contract) => barredLinesOf(parts, contract));
  for (const bar of await target.lines.behind(bars)) await underLease(parts, bar);
}

function barredLinesOf(
  parts: FollowParts,
  { restriction, isKnown, lines, taken }: BarredContract,
): BarredLines {
  const { restrictionId: key, service, subscriber, until } = restriction;
  const { allowed = [] } = extrasOf(parts, restriction).request;
  return { key, service, subscriber, until, isKnown, lines, taken, allowed };
}

/** Unless another works on the subscriber: then the next round. */
async function underLease(parts: FollowParts, bar: BarredLines): Promise<void> {
  const { ledger, now, leaseMs } = parts;
  const { service, subscriber } = bar;
  const request = { service, subscriber, owner: randomUUID(), now: now(), forMs: leaseMs };
  const lease = await takeLease(ledger, request);
  if (lease === undefined) return;
  try {
    await follow(parts, bar);
  } finally {
    await dropLease(ledger, lease, now());
  }
}

/** A node that is away keeps neither the other nodes nor the other bars waiting. */
async function follow(
  { ledger, target, metrics, log }: FollowParts,
  bar: BarredLines,
): Promise<void> {
  const { key: restrictionId, service, subscriber } = bar;
  const restriction = await findRestriction(ledger, restrictionId);
  // It has moved meanwhile: what it is to have is its job's business, or the next round's.
  if (restriction?.state !== 'applied' || restriction.until !== bar.until) return;
  const about = { restrictionId, of: service, subscriber };
  try {
    const followed = await target.lines!.follow(bar);
    log.warn({ ...about, ...followed }, 'the lines of a barred contract have changed');
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    metrics.targetError(error.code);
    log.warn({ ...about, err: error }, 'lines that have changed are not yet barred or opened');
  }
}
