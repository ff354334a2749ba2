import type { Run } from './ledger.ts';
import type { Restriction } from './restriction.ts';
import type { Verdict } from './verdict.ts';

/** What happened to a restriction. Times are epoch ms. */
export interface HistoryStep {
  restrictionId: string;
  seq: number;
  fromState: string | null;
  toState: string;
  at: number;
  /** `auto`, or a person. */
  by: string;
  reason: string;
  detail: Readonly<Record<string, unknown>>;
  until: number;
}

/** Restrictions of any of these alerts, the newest first. */
export function restrictionsOfAlerts(
  { run }: { run: Run },
  alertIds: readonly string[],
): Promise<Restriction[]> {
  return run<Restriction>(
    `select * from restriction where alert_id = any($1::text[])
      order by at desc, restriction_id desc`,
    [alertIds],
  );
}

/** A subscriber's restrictions since an instant (epoch ms), the newest first. */
export function restrictionsOfSubscriber(
  { run }: { run: Run },
  { service, subscriber, since }: { service: string; subscriber: string; since: number },
): Promise<Restriction[]> {
  return run<Restriction>(
    `select * from restriction where service = $1 and subscriber = $2 and at >= $3
      order by at desc, restriction_id desc limit 50`,
    [service, subscriber, new Date(since)],
  );
}

/** What happened to the restrictions of an alert, in its order. */
export function stepsOfAlert({ run }: { run: Run }, alertId: string): Promise<HistoryStep[]> {
  return run<HistoryStep>(
    `select t.restriction_id, t.seq, t.from_state, t.to_state, t.at, t.by, t.reason, t.detail, t.until
      from restriction_transition as t
      inner join restriction as r on r.restriction_id = t.restriction_id
      where r.alert_id = $1 order by t.at, t.restriction_id, t.seq`,
    [alertId],
  );
}

/** What persons answered to an alert, the newest first: that one counts. */
export function verdictsOfAlert({ run }: { run: Run }, alertId: string): Promise<Verdict[]> {
  return run<Verdict>(
    `select verdict_id, alert_id, verdict, by, reason, at from verdict
      where alert_id = $1 order by verdict_id desc`,
    [alertId],
  );
}
