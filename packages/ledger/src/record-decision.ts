import type { RestrictionDecision, RestrictionState, Terms } from '@sekisho/restrictions';
import { BreakerFullError, type BreakerScope, countBar } from './breaker.ts';
import { holdLease, type Lease } from './lease.ts';
import type { Ledger, Run } from './ledger.ts';
import { nextAtOf } from './next-at.ts';
import { findRestriction, type Restriction } from './restriction.ts';
import { addTransition } from './transition.ts';

export interface FirstState {
  state: RestrictionState;
  reason: string;
}

export interface RecordContext {
  lease: Lease;
  /** Epoch ms. */
  now: number;
  /** Of the policy that said so. */
  policyVersion?: string;
  terms?: Terms | undefined;
  /** How many bars may begin; none where it is not asked. */
  limits?: readonly BreakerScope[];
}

export interface Recorded {
  restriction: Restriction;
  /** False for a decision that was recorded before, which stays as it is. */
  isNew: boolean;
  /** Where one bar more would have been too many: it waits for a person instead. */
  full?: BreakerScope;
}

const SUPERSEDED: FirstState = { state: 'proposed', reason: 'superseded' };
const STOPPED: FirstState = { state: 'proposed', reason: 'breaker' };

/**
 * Records a decision in its first state, once. Where that would bar a line that is barred already
 * it is recorded as `proposed`, reason `superseded`.
 */
export async function recordDecision(
  ledger: Ledger,
  decision: RestrictionDecision,
  first: FirstState,
  context: RecordContext,
): Promise<Recorded> {
  try {
    return await record(ledger, decision, first, context);
  } catch (error) {
    if (!(error instanceof BreakerFullError)) throw error;
    return { ...(await record(ledger, decision, STOPPED, context)), full: error.scope };
  }
}

function record(
  ledger: Ledger,
  decision: RestrictionDecision,
  first: FirstState,
  context: RecordContext,
): Promise<Recorded> {
  return ledger.transaction(async (run) => {
    await holdLease(run, context.lease);
    const known = await findRestriction({ run }, decision.restrictionId);
    if (known !== undefined) return { restriction: known, isNew: false };
    const inserted =
      (await insert(run, decision, first, context)) ??
      (await insert(run, decision, SUPERSEDED, context));
    const restriction = inserted!;
    const { now, limits = [] } = context;
    const detail = stampOf(context);
    await addTransition(run, restriction, { from: null, at: now, by: 'auto', detail });
    // A line that is barred already is no bar more.
    if (restriction.state === 'applying') await countBar(run, restriction, limits, now);
    return { restriction, isNew: true };
  });
}

function stampOf({ policyVersion, terms }: RecordContext): Readonly<Record<string, unknown>> {
  return { ...(policyVersion && { policy: policyVersion }), ...(terms && { terms }) };
}

async function insert(
  run: Run,
  decision: RestrictionDecision,
  { state, reason }: FirstState,
  { lease, now, policyVersion = '', terms }: RecordContext,
): Promise<Restriction | undefined> {
  const nextAt = nextAtOf(state, decision.until, now);
  const [inserted] = await run<Restriction>(
    `insert into restriction (
        restriction_id, alert_id, service, subscriber, kind, scope, state, reason, decided_by,
        at, until, severity, score, rules, rules_version, step, evidence_at, evidence_started_at,
        seq, fence, next_at, policy_version, terms)
      values ($1, $2, $3, $4, $5, $6, $7, $8, 'auto',
        $9, $10, $11, $12, $13, $14, $15, $16, $17, 1, $18, $19, $20, $21)
      on conflict do nothing
      returning *`,
    [
      decision.restrictionId,
      decision.alertId,
      decision.service,
      decision.subscriber,
      decision.kind,
      decision.scope,
      state,
      reason,
      new Date(decision.at),
      new Date(decision.until),
      decision.severity,
      decision.score,
      decision.rules,
      decision.rulesVersion,
      decision.step,
      new Date(decision.evidenceAt),
      new Date(decision.evidenceStartedAt),
      lease.fence,
      nextAt === null ? null : new Date(nextAt),
      policyVersion,
      terms === undefined ? null : JSON.stringify(terms),
    ],
  );
  return inserted;
}

/** Takes note of a later growth step; an older one changes nothing. */
export async function noteEvidence(ledger: Ledger, decision: RestrictionDecision): Promise<void> {
  await ledger.run(
    `update restriction
      set step = greatest(step, $2), evidence_at = greatest(evidence_at, $3),
        evidence_started_at = greatest(evidence_started_at, $4)
      where restriction_id = $1 and (step < $2 or evidence_at < $3 or evidence_started_at < $4)`,
    [
      decision.restrictionId,
      decision.step,
      new Date(decision.evidenceAt),
      new Date(decision.evidenceStartedAt),
    ],
  );
}
