import {
  BreakerFullError,
  findLive,
  findRestriction,
  type Lease,
  moveRestriction,
  noteEvidence,
  type Restriction,
  recordDecision,
  tripBreaker,
} from '@sekisho/ledger';
import { followUpOf, type RestrictionDecision } from '@sekisho/restrictions';
import { advance } from './advance.ts';
import { breakerLimits } from './breaker-limits.ts';
import type { Parts } from './parts.ts';
import { weigh } from './weigh.ts';

/** Records a decision, or what a later step adds to one, and says how it stands then. */
export async function settle(
  parts: Parts,
  decision: RestrictionDecision,
  lease: Lease,
): Promise<Restriction> {
  const known = await findRestriction(parts.ledger, decision.restrictionId);
  if (known === undefined) return recordNew(parts, decision, lease);
  await noteEvidence(parts.ledger, decision);
  const noted = (await findRestriction(parts.ledger, decision.restrictionId)) ?? known;
  // A bar that ran out while its alert goes on is followed by another.
  const again = followUpOf(noted, decision);
  if (again !== undefined) return settle(parts, again, lease);
  return reconsider(parts, noted, decision, lease);
}

async function recordNew(
  parts: Parts,
  given: RestrictionDecision,
  lease: Lease,
): Promise<Restriction> {
  const { ledger, policy, now } = parts;
  const { service, severity, at } = given;
  const decision = { ...given, until: policy.untilOf(service, severity, at, given.until) };
  const verdict = await weigh(parts, decision);
  const { restriction, full } = await recordDecision(ledger, decision, verdict, {
    lease,
    now: now(),
    policyVersion: policy.version,
    terms: policy.of(service).terms,
    limits: breakerLimits(policy, service),
  });
  if (full !== undefined) await trip(parts, full);
  if (restriction.reason !== 'superseded') return restriction;
  return reconsider(parts, restriction, decision, lease);
}

/** What waits becomes live by fresh evidence; where the line is barred already, it is so longer. */
async function reconsider(
  parts: Parts,
  restriction: Restriction,
  { rules, seen }: RestrictionDecision,
  lease: Lease,
): Promise<Restriction> {
  if (restriction.state !== 'proposed' && restriction.state !== 'shadow') return restriction;
  const { state } = await weigh(parts, { ...restriction, rules, seen });
  if (state !== 'applying') return restriction;
  const live = await findLive(parts.ledger, restriction);
  if (live === undefined) return begin(parts, restriction, lease);
  await prolong(parts, live, restriction, lease);
  return restriction;
}

async function begin(parts: Parts, restriction: Restriction, lease: Lease): Promise<Restriction> {
  const { ledger, policy, now } = parts;
  const limits = breakerLimits(policy, restriction.service);
  try {
    const move = { event: 'evidence', by: 'auto', now: now(), lease, limits } as const;
    return await moveRestriction(ledger, restriction, move);
  } catch (error) {
    if (!(error instanceof BreakerFullError)) throw error;
    await trip(parts, error.scope);
    return restriction;
  }
}

async function trip({ ledger, log, metrics, now }: Parts, scope: BreakerFullError['scope']) {
  const { service, by, reason } = await tripBreaker(ledger, scope, now());
  metrics.breakerTripped();
  log.error({ of: service, by, reason }, 'automatic action stopped; sekisho resume ends that');
}

// Two decisions about one line: it is barred until the later end, which each of them promises.
async function prolong(
  parts: Parts,
  live: Restriction,
  { restrictionId, until }: Restriction,
  lease: Lease,
): Promise<void> {
  const latest = Math.min(until, live.at + parts.policy.of(live.service).longestMs);
  if (live.state === 'releasing' || latest <= live.until) return;
  const prolonged = await moveRestriction(parts.ledger, live, {
    event: 'prolong',
    by: 'auto',
    now: parts.now(),
    lease,
    until: latest,
    detail: { for: restrictionId },
  });
  await advance(parts, prolonged, lease);
}
