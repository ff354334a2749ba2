import type { Engine } from '@sekisho/clickhouse';
import { countOpen, dueRestrictions, lackingDecisions, type Restriction } from '@sekisho/ledger';
import { decisionJob, ledgerJob, type RestrictionJob } from '@sekisho/restrictions';
import type { Parts } from './parts.ts';
import { storedDecisions, storedEvidence } from './stored-decisions.ts';

const DAY_MS = 86_400_000;

/** As many at once as fit an array in a statement. */
const BATCH = 1000;

/** Enqueues what the ledger says is due: the end of a bar, or work that somebody left undone. */
export async function sweepDue({ ledger, queue, metrics, now }: Parts): Promise<void> {
  const due = await dueRestrictions(ledger, now(), BATCH);
  for (const restriction of due) await queue.enqueue(dueJob(restriction));
  metrics.found('due', due.length);
  metrics.open(await countOpen(ledger));
}

/** Enqueues the decisions of the last day that never arrived, and fresh evidence that did not. */
export async function sweepStored(parts: Parts, engine: Engine, topic: string): Promise<void> {
  const stored = await storedEvidence(engine, topic, parts.now() - DAY_MS);
  for (let from = 0; from < stored.length; from += BATCH) {
    const lacking = await lackingDecisions(parts.ledger, stored.slice(from, from + BATCH));
    if (lacking.length > 0) await enqueueStored(parts, engine, topic, lacking);
  }
}

async function enqueueStored(
  { queue, metrics }: Parts,
  engine: Engine,
  topic: string,
  lacking: readonly { restrictionId: string; isUnknown: boolean }[],
): Promise<void> {
  const unknown = new Set(lacking.filter((l) => l.isUnknown).map((l) => l.restrictionId));
  const ids = lacking.map(({ restrictionId }) => restrictionId);
  for (const decision of await storedDecisions(engine, topic, ids)) {
    const isFirst = unknown.has(decision.restrictionId);
    await queue.enqueue(decisionJob(decision, isFirst));
    metrics.found(isFirst ? 'unknown-decision' : 'fresh-evidence', 1);
  }
}

export function dueJob(restriction: Restriction): RestrictionJob {
  const { restrictionId, seq, state, endsAs, kind } = restriction;
  if (state === 'applying' && kind === 'fraud') return decisionJob(decisionOf(restriction), true);
  const name = state === 'releasing' && endsAs === 'released' ? 'release' : 'expire';
  return ledgerJob(name, { restrictionId, transition: seq });
}

export function decisionOf(restriction: Restriction): Parameters<typeof decisionJob>[0] {
  const { restrictionId, alertId, subscriber, service, at, until, severity, score } = restriction;
  const { rules, evidenceAt, evidenceStartedAt, step, rulesVersion } = restriction;
  return {
    restrictionId,
    alertId,
    subscriber,
    service,
    kind: 'fraud',
    scope: 'international',
    at,
    until,
    severity,
    score,
    rules,
    evidenceAt,
    evidenceStartedAt,
    step,
    rulesVersion,
  };
}
