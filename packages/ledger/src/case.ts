import { LedgerError } from './errors.ts';
import type { Ledger, Run } from './ledger.ts';
import { lettersId } from './letters-id.ts';
import type { VerdictAnswer } from './verdict.ts';

/** An episode, and what it has come to. Times are epoch ms. */
export interface Case {
  caseId: string;
  alertId: string;
  service: string;
  subscriber: string;
  /** `''` where the directory did not say. */
  customer: string;
  openedAt: number;
  /** 0 until the facts are known. */
  step: number;
  facts: CaseFacts | null;
  grewAt: number | null;
  /** The newest answer to its alert. */
  verdict: VerdictAnswer | null;
  /** Of its newest restriction. */
  restrictionId: string | null;
  restrictionState: string | null;
  until: number | null;
  contacts: number;
  acknowledgedBy: string | null;
}

/** What is known of an episode's calls; never a number. */
export interface CaseFacts {
  firstAt: number;
  lastAt: number;
  closedAt: number | null;
  severity: 'warning' | 'critical';
  score: number;
  calls: number;
  costMilliYen: number;
  countries: readonly string[];
  findings: readonly { rule: string; observed: number; threshold: number; window: number }[];
  evidence: readonly string[];
}

/** What opens a case. */
export interface CaseOpening {
  alertId: string;
  service: string;
  subscriber: string;
  /** Epoch ms. */
  openedAt: number;
}

export function caseIdOf(alertId: string): string {
  return lettersId('c', alertId);
}

/** Opens a case where the alert has none. @returns its id */
export async function openCase(run: Run, opening: CaseOpening): Promise<string> {
  const { alertId, service, subscriber, openedAt } = opening;
  const caseId = caseIdOf(alertId);
  await run(
    `insert into fraud_case (case_id, alert_id, service, subscriber, customer, opened_at)
      values ($1, $2, $3, $4, coalesce((
        select customer from directory_entry
          where subscriber = $4 and valid_from <= $5 and valid_to > $5), ''), $5)
      on conflict do nothing`,
    [caseId, alertId, service, subscriber, new Date(openedAt)],
  );
  return caseId;
}

/** What a later growth step tells; an older one changes nothing. @returns whether it was news */
export async function noteFacts(
  run: Run,
  caseId: string,
  { step, facts, customer }: { step: number; facts: CaseFacts; customer: string },
  now: number,
): Promise<boolean> {
  const noted = await run(
    `update fraud_case
      set step = $2, facts = $3, customer = case when customer = '' then $4 else customer end,
        grew_at = case
          when coalesce((facts ->> 'costMilliYen')::double precision, 0) < $5 then $6
          else grew_at end
      where case_id = $1 and step < $2
      returning case_id`,
    [caseId, step, JSON.stringify(facts), customer, facts.costMilliYen, new Date(now)],
  );
  return noted.length > 0;
}

const CASES = `select c.*, v.verdict, r.restriction_id, r.state as restriction_state, r.until,
    (select count(*)::integer from case_contact as k where k.case_id = c.case_id) as contacts,
    a.by as acknowledged_by
  from fraud_case as c
  left join lateral (
    select verdict from verdict where alert_id = c.alert_id order by verdict_id desc limit 1
  ) as v on true
  left join lateral (
    select restriction_id, state, until from restriction
      where alert_id = c.alert_id order by at desc, restriction_id desc limit 1
  ) as r on true
  left join acknowledgement as a on a.subject_id = c.case_id and a.lapsed_at is null`;

export async function findCase({ run }: { run: Run }, caseId: string): Promise<Case | undefined> {
  const [found] = await run<Case>(`${CASES} where c.case_id = $1`, [caseId]);
  return found;
}

/** @throws LedgerError `unknown-case` */
export async function readCase(ledger: { run: Run }, caseId: string): Promise<Case> {
  const found = await findCase(ledger, caseId);
  if (found !== undefined) return found;
  throw new LedgerError('unknown-case', `there is no case ${caseId}; see sekisho cases`);
}

/**
 * Cases, those of one customer together and the newest customer first: `open` those that nobody
 * has settled and those whose line is barred, `all` also the others.
 */
export async function casesOf(ledger: Ledger, of: 'open' | 'all', since: number): Promise<Case[]> {
  const cases = await ledger.run<Case>(
    `${CASES}
      where ($1 or coalesce(v.verdict, 'unsure') = 'unsure'
          or r.state in ('applying', 'applied', 'releasing', 'failed'))
        and (c.opened_at >= $2 or r.state in ('applying', 'applied', 'releasing', 'failed'))
      order by c.opened_at desc, c.case_id limit 1000`,
    [of === 'all', new Date(since)],
  );
  const groups = Map.groupBy(cases, ({ customer, caseId }) =>
    customer === '' ? caseId : customer,
  );
  return [...groups.values()].flat();
}

/** Other cases of the same customer in the weeks around, the newest first. */
export function casesBeside(ledger: Ledger, { caseId, customer, openedAt }: Case): Promise<Case[]> {
  const month = 30 * 86_400_000;
  return ledger.run<Case>(
    `${CASES} where c.customer = $1 and c.customer <> '' and c.case_id <> $2
        and c.opened_at between $3 and $4
      order by c.opened_at desc limit 100`,
    [customer, caseId, new Date(openedAt - month), new Date(openedAt + month)],
  );
}

/** What a subscriber's earlier episodes came to. */
export async function historyOf(
  ledger: Ledger,
  { caseId, service, subscriber, openedAt }: Case,
  since: number,
): Promise<{ lastVerdict: string; restrictions: number }> {
  const [row] = await ledger.run<{ lastVerdict: string; restrictions: number }>(
    `select coalesce((
        select v.verdict from verdict as v inner join fraud_case as c on c.alert_id = v.alert_id
          where c.service = $1 and c.subscriber = $2 and c.case_id <> $3
          order by v.verdict_id desc limit 1), '') as last_verdict,
      (select count(*)::integer from restriction
        where service = $1 and subscriber = $2 and kind = 'fraud' and at >= $4 and at < $5
          and attempts > 0) as restrictions`,
    [service, subscriber, caseId, new Date(since), new Date(openedAt)],
  );
  return row!;
}
