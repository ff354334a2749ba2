import { appendAudit } from './audit.ts';
import { LedgerError } from './errors.ts';
import type { Ledger, Run } from './ledger.ts';

/** The full number of one call. */
export interface HeldNumber {
  source: string;
  callId: string;
  /** Epoch ms. */
  startedAt: number;
  calledNumber: string;
}

export interface NumberHoldRequest {
  alertId: string;
  by: string;
  /** In the person's words. */
  reason: string;
  /** Epoch ms; an earlier end than there was changes nothing. */
  until: number;
  now: number;
  numbers: readonly HeldNumber[];
}

/** Keeps a case's numbers beyond the records' own retention; again adds what is new. */
export function holdNumbers(ledger: Ledger, request: NumberHoldRequest): Promise<void> {
  const { alertId, by, reason, until, now, numbers } = request;
  return ledger.transaction(async (run) => {
    await run(
      `insert into number_hold (alert_id, by, reason, since, until) values ($1, $2, $3, $4, $5)
        on conflict (alert_id) do update set until = greatest(number_hold.until, excluded.until)`,
      [alertId, by, reason, new Date(now), new Date(until)],
    );
    await run(
      `insert into held_number (alert_id, source, call_id, started_at, called_number)
        select $1, source, call_id, started_at, called_number
          from jsonb_to_recordset($2::jsonb) as given
            (source text, call_id text, started_at timestamptz, called_number text)
        on conflict do nothing`,
      [alertId, JSON.stringify(numbers.map(rowOf))],
    );
    const detail = { reason, numbers: numbers.length, until: new Date(until).toISOString() };
    await appendAudit(
      { run },
      { at: now, actor: by, action: 'numbers.held', subject: alertId, detail },
    );
  });
}

function rowOf({ source, callId, startedAt, calledNumber }: HeldNumber) {
  return {
    source,
    call_id: callId,
    started_at: new Date(startedAt).toISOString(),
    called_number: calledNumber,
  };
}

/** What is kept of a case, and has not come to its end. */
export function heldNumbers(
  { run }: { run: Run },
  alertId: string,
  now: number,
): Promise<HeldNumber[]> {
  return run<HeldNumber>(
    `select n.source, n.call_id, n.started_at, n.called_number from held_number as n
      inner join number_hold as h on h.alert_id = n.alert_id
      where n.alert_id = $1 and h.until > $2`,
    [alertId, new Date(now)],
  );
}

/** @throws LedgerError `conflict` where none are kept */
export function dropNumbers(
  ledger: Ledger,
  { alertId, by, reason, now }: Omit<NumberHoldRequest, 'until' | 'numbers'>,
): Promise<void> {
  return ledger.transaction(async (run) => {
    const gone = await run('delete from number_hold where alert_id = $1 returning alert_id', [
      alertId,
    ]);
    if (gone.length === 0) {
      throw new LedgerError('conflict', `no numbers of ${alertId} are kept`);
    }
    const told = { at: now, actor: by, action: 'numbers.dropped', subject: alertId };
    await appendAudit({ run }, { ...told, detail: { reason } });
  });
}

/** Deletes what has come to its end; resolves to how many cases that were. */
export function dropExpiredNumbers(ledger: Ledger, now: number): Promise<number> {
  return ledger.transaction(async (run) => {
    const gone = await run<{ alertId: string }>(
      'delete from number_hold where until <= $1 returning alert_id',
      [new Date(now)],
    );
    for (const { alertId } of gone) {
      const told = { at: now, actor: 'auto', action: 'numbers.expired', subject: alertId };
      await appendAudit({ run }, { ...told, detail: {} });
    }
    return gone.length;
  });
}
