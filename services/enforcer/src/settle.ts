import {
  findLive,
  findRestriction,
  isHeld,
  type Lease,
  lastEnded,
  moveRestriction,
  noteEvidence,
  type Restriction,
  recordDecision,
} from '@sekisho/ledger';
import { decide, type RestrictionDecision, type Verdict } from '@sekisho/restrictions';
import { advance } from './advance.ts';
import type { Parts } from './parts.ts';

type Evidence = Pick<
  Restriction,
  'service' | 'subscriber' | 'kind' | 'scope' | 'until' | 'evidenceAt' | 'evidenceStartedAt'
>;

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
  return reconsider(parts, noted, lease);
}

async function recordNew(
  parts: Parts,
  decision: RestrictionDecision,
  lease: Lease,
): Promise<Restriction> {
  const verdict = await verdictOn(parts, decision);
  const context = { lease, now: parts.now() };
  const { restriction } = await recordDecision(parts.ledger, decision, verdict, context);
  return restriction.reason === 'superseded' ? reconsider(parts, restriction, lease) : restriction;
}

/** What waits becomes live by fresh evidence; where the line is barred already, it is so longer. */
async function reconsider(
  parts: Parts,
  restriction: Restriction,
  lease: Lease,
): Promise<Restriction> {
  if (restriction.state !== 'proposed' && restriction.state !== 'shadow') return restriction;
  const { state } = await verdictOn(parts, restriction);
  if (state !== 'applying') return restriction;
  const live = await findLive(parts.ledger, restriction);
  if (live === undefined) {
    const now = parts.now();
    return moveRestriction(parts.ledger, restriction, {
      event: 'evidence',
      by: 'auto',
      now,
      lease,
    });
  }
  await prolong(parts, live, restriction, lease);
  return restriction;
}

// Two decisions about one line: it is barred until the later end, which each of them promises.
async function prolong(
  parts: Parts,
  live: Restriction,
  { restrictionId, until }: Restriction,
  lease: Lease,
): Promise<void> {
  if (live.state === 'releasing' || until <= live.until) return;
  const prolonged = await moveRestriction(parts.ledger, live, {
    event: 'prolong',
    by: 'auto',
    now: parts.now(),
    lease,
    until,
    detail: { for: restrictionId },
  });
  await advance(parts, prolonged, lease);
}

async function verdictOn({ ledger, policy, now }: Parts, evidence: Evidence): Promise<Verdict> {
  return decide(evidence, {
    mode: policy.modeOf(evidence.service),
    isHeld: await isHeld(ledger, evidence.service),
    staleAfterMs: policy.staleAfterMs,
    released: await lastEnded(ledger, evidence),
    now: now(),
  });
}
