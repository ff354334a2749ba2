import { randomBytes } from 'node:crypto';
import { LedgerError } from './errors.ts';
import type { Ledger, Run } from './ledger.ts';
import { moveRestriction } from './move.ts';
import { findLive, type Restriction } from './restriction.ts';
import { addTransition } from './transition.ts';
import { within } from './within.ts';

export interface BarRequest {
  alertId: string;
  by: string;
  /** In the person's words. */
  reason: string;
  forMs: number;
  /** Epoch ms. */
  now: number;
}

/** For longer than that two people decide. */
export const LONGEST_BAR_MS = 86_400_000;

/**
 * Bars the line of an alert for a time, by a person's decision: what was decided of the alert and
 * bars nobody yet does so now, what bars the line for a shorter time is prolonged, and where there
 * is neither a restriction of its own begins. The enforcer does what the switch needs.
 * @throws LedgerError `invalid` for a time that one person may not bar; `unknown-alert` where the
 * alert has no case; `conflict` where the line is barred as long already, or is being released
 */
export async function barByHand(ledger: Ledger, request: BarRequest): Promise<Restriction> {
  if (!(request.forMs > 0 && request.forMs <= LONGEST_BAR_MS)) {
    throw new LedgerError('invalid', 'one person bars a line for 24 hours at most');
  }
  return ledger.transaction(async (run) => {
    const subject = await readSubject(run, request.alertId);
    const live = await findLive({ run }, { ...subject, kind: 'fraud', scope: 'international' });
    if (live !== undefined) return prolong(run, live, request);
    const waiting = await findWaiting(run, request.alertId);
    return waiting === undefined
      ? begin(run, subject, request)
      : moveRestriction(within(run), waiting, { event: 'approve', ...changeOf(request) });
  });
}

interface Subject {
  alertId: string;
  service: string;
  subscriber: string;
  severity: string;
  score: number;
  rules: readonly string[];
  step: number;
  /** Epoch ms. */
  lastAt: number;
}

async function readSubject(run: Run, alertId: string): Promise<Subject> {
  const [found] = await run<Subject>(
    `select alert_id, service, subscriber, greatest(step, 1) as step,
        coalesce(facts ->> 'severity', 'warning') as severity,
        coalesce((facts ->> 'score')::double precision, 0) as score,
        array(select f ->> 'rule' from jsonb_array_elements(facts -> 'findings') as f) as rules,
        coalesce((facts ->> 'lastAt')::double precision,
          extract(epoch from opened_at)::double precision * 1000) as last_at
      from fraud_case where alert_id = $1 for update`,
    [alertId],
  );
  if (found !== undefined) return found;
  throw new LedgerError('unknown-alert', `there is no case of an alert ${alertId}`);
}

async function findWaiting(run: Run, alertId: string): Promise<Restriction | undefined> {
  const [found] = await run<Restriction>(
    `select * from restriction where alert_id = $1 and state in ('shadow', 'proposed', 'failed')
      order by at desc, restriction_id limit 1 for update`,
    [alertId],
  );
  return found;
}

function prolong(run: Run, live: Restriction, request: BarRequest): Promise<Restriction> {
  const { restrictionId, state, until } = live;
  if (state === 'releasing') {
    throw new LedgerError('conflict', `${restrictionId} is being released; try again when it is`);
  }
  if (until >= request.now + request.forMs) {
    throw new LedgerError('conflict', `${restrictionId} bars the line as long already`);
  }
  return moveRestriction(within(run), live, { event: 'prolong', ...changeOf(request) });
}

function changeOf({ by, reason, forMs, now }: BarRequest) {
  return { by, now, until: now + forMs, decidedBy: by, detail: { reason } };
}

async function begin(run: Run, subject: Subject, request: BarRequest): Promise<Restriction> {
  const { by, reason, forMs, now } = request;
  const { alertId, service, subscriber, severity, score, rules, step, lastAt } = subject;
  const [made] = await run<Restriction>(
    `insert into restriction (
        restriction_id, alert_id, service, subscriber, kind, scope, state, reason, decided_by, at,
        until, severity, score, rules, rules_version, step, evidence_at, evidence_started_at, seq,
        next_at)
      values ($1, $2, $3, $4, 'fraud', 'international', 'applying', 'approved', $5, $6,
        $7, $8, $9, $10, '', $11, $12, $12, 1, $6)
      returning *`,
    [
      `r-${randomBytes(8).toString('hex')}`,
      alertId,
      service,
      subscriber,
      by,
      new Date(now),
      new Date(now + forMs),
      severity,
      score,
      rules,
      step,
      new Date(lastAt),
    ],
  );
  await addTransition(run, made!, { from: null, at: now, by, detail: { reason } });
  return made!;
}
