import type { Ledger } from './ledger.ts';

/** The customer's own use, fraud, or not to be told. */
export const VERDICTS = ['ours', 'not-ours', 'unsure'] as const;
export type VerdictAnswer = (typeof VERDICTS)[number];

/** What a person answered to an alert. Times are epoch ms. */
export interface Verdict {
  /** Counts up over all alerts. */
  verdictId: number;
  alertId: string;
  verdict: VerdictAnswer;
  by: string;
  /** In the person's words. */
  reason: string;
  at: number;
}

export type VerdictRequest = Omit<Verdict, 'verdictId' | 'at'> & {
  /** Epoch ms. */
  now: number;
};

const COLUMNS = 'verdict_id, alert_id, verdict, by, reason, at';

/**
 * Adds an answer; from now on it counts, and those before it stay. What was the customer's own is
 * kept as it stood, as far as its case knows.
 */
export async function giveVerdict(ledger: Ledger, request: VerdictRequest): Promise<Verdict> {
  const { alertId, verdict, by, reason, now } = request;
  const [given] = await ledger.run<Verdict>(
    `with given as (
        insert into verdict (alert_id, verdict, by, reason, at)
          values ($1, $2, $3, $4, $5) returning ${COLUMNS}
      ), quieted as (
        insert into quiet (
            verdict_id, alert_id, service, subscriber, countries, cost_milli_yen, evidence, since)
          select given.verdict_id, c.alert_id, c.service, c.subscriber,
              array(select jsonb_array_elements_text(c.facts -> 'countries')),
              (c.facts ->> 'costMilliYen')::double precision,
              array(select jsonb_array_elements_text(c.facts -> 'evidence')), given.at
            from given inner join fraud_case as c on c.alert_id = given.alert_id
            where given.verdict = 'ours' and c.facts is not null
      )
      select ${COLUMNS} from given`,
    [alertId, verdict, by, reason, new Date(now)],
  );
  return given!;
}

/** The answers that count, one an alert; or all that were ever given. The newest first. */
export function verdictsOf(ledger: Ledger, of: 'newest' | 'all'): Promise<Verdict[]> {
  return ledger.run<Verdict>(
    `select ${COLUMNS} from verdict as v
      where $1 or not exists (
        select 1 from verdict as later
          where later.alert_id = v.alert_id and later.verdict_id > v.verdict_id)
      order by verdict_id desc`,
    [of === 'all'],
  );
}

/** The oldest that nobody has mirrored yet. */
export function unmirroredVerdicts(ledger: Ledger, limit: number): Promise<Verdict[]> {
  return ledger.run<Verdict>(
    `select ${COLUMNS} from verdict where mirrored_at is null order by verdict_id limit $1`,
    [limit],
  );
}

export async function markVerdictsMirrored(
  ledger: Ledger,
  verdicts: readonly Pick<Verdict, 'verdictId'>[],
  now: number,
): Promise<void> {
  await ledger.run('update verdict set mirrored_at = $2 where verdict_id = any($1::integer[])', [
    verdicts.map(({ verdictId }) => verdictId),
    new Date(now),
  ]);
}

export async function countUnmirroredVerdicts(ledger: Ledger): Promise<number> {
  const [row] = await ledger.run<{ count: number }>(
    'select count(*)::integer as count from verdict where mirrored_at is null',
  );
  return row?.count ?? 0;
}
