import { LedgerError } from './errors.ts';
import type { Ledger, Run } from './ledger.ts';
import { queueNotice, stopSteps } from './notice-outbox.ts';

/** That somebody has taken a case or a wave. */
export interface Acknowledgement {
  acknowledgementId: number;
  subjectId: string;
  by: string;
  /** Epoch ms. */
  at: number;
  /** Steps of the ladder that are not told any more. */
  stopped: number;
}

interface AcknowledgementRequest {
  subjectId: string;
  by: string;
  /** In the person's words, where there are any. */
  reason?: string | undefined;
  /** Epoch ms. */
  now: number;
}

/**
 * Takes a case or wave: from then on no step of its ladder is told. Whoever takes it again takes
 * it over.
 * @throws LedgerError `unknown-case`
 */
export function acknowledge(
  ledger: Ledger,
  { subjectId, by, reason = '', now }: AcknowledgementRequest,
): Promise<Acknowledgement> {
  return ledger.transaction(async (run) => {
    await requireSubject(run, subjectId);
    await run(
      'update acknowledgement set lapsed_at = $2 where subject_id = $1 and lapsed_at is null',
      [subjectId, new Date(now)],
    );
    const [taken] = await run<Omit<Acknowledgement, 'stopped'>>(
      `insert into acknowledgement (subject_id, by, reason, at) values ($1, $2, $3, $4)
        returning acknowledgement_id, subject_id, by, at`,
      [subjectId, by, reason, new Date(now)],
    );
    return { ...taken!, stopped: await stopSteps(run, subjectId, `acknowledged by ${by}`) };
  });
}

async function requireSubject(run: Run, subjectId: string): Promise<void> {
  const found = await run(
    `select 1 from fraud_case where case_id = $1 union all select 1 from wave where wave_id = $1
      union all select 1 from destination_restriction where destination_id = $1
      union all select 1 from blind_alarm where alarm_id = $1`,
    [subjectId],
  );
  if (found.length > 0) return;
  throw new LedgerError(
    'unknown-case',
    `there is no case, wave, destination or alarm ${subjectId}; see sekisho cases`,
  );
}

export async function isAcknowledged(ledger: Ledger, subjectId: string): Promise<boolean> {
  const found = await ledger.run(
    'select 1 from acknowledgement where subject_id = $1 and lapsed_at is null',
    [subjectId],
  );
  return found.length > 0;
}

/** Ends acknowledgements older than that whose case still grows though its line is not barred. */
export function lapseAcknowledgements(
  ledger: Ledger,
  { afterMs, now }: { afterMs: number; now: number },
): Promise<number> {
  return ledger.transaction(async (run) => {
    const lapsed = await run<Omit<Acknowledgement, 'stopped'>>(
      `update acknowledgement as a set lapsed_at = $2
        from fraud_case as c
        where c.case_id = a.subject_id and a.lapsed_at is null and a.at <= $1
          and c.grew_at > $1 and c.grew_at > a.at
          and not exists (
            select 1 from restriction as r where r.alert_id = c.alert_id and r.state = 'applied')
        returning a.*`,
      [new Date(now - afterMs), new Date(now)],
    );
    for (const { acknowledgementId, subjectId, by } of lapsed) {
      const cause = `lapsed:${acknowledgementId}`;
      const detail = { acknowledgedBy: by };
      await queueNotice(run, {
        audience: 'noc',
        subjectId,
        cause,
        kind: 'lapsed',
        detail,
        at: now,
      });
    }
    return lapsed.length;
  });
}
