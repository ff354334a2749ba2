import { LedgerError } from './errors.ts';
import type { Ledger } from './ledger.ts';

/** Decisions about a service's lines wait for a person. Times are epoch ms. */
export interface Hold {
  /** `*` stands for all. */
  service: string;
  by: string;
  /** In the person's words. */
  reason: string;
  since: number;
}

export interface HoldRequest {
  service: string;
  by: string;
  reason: string;
  /** Epoch ms. */
  now: number;
}

/** Those that are not ended, the oldest first. */
export function openHolds(ledger: Ledger): Promise<Hold[]> {
  return ledger.run<Hold>(
    'select service, by, reason, since from hold where ended_at is null order by since, service',
  );
}

/** Whether somebody holds all or any service under that name. */
export async function isHeldBy(ledger: Ledger, by: string): Promise<boolean> {
  const found = await ledger.run('select 1 from hold where ended_at is null and by = $1 limit 1', [
    by,
  ]);
  return found.length > 0;
}

/** Who holds a service: a person's hold tells more than the breaker's. */
export async function holderOf(ledger: Ledger, service: string): Promise<string | undefined> {
  const [found] = await ledger.run<{ by: string }>(
    `select by from hold where ended_at is null and service in ('*', $1)
      order by by = 'breaker', since limit 1`,
    [service],
  );
  return found?.by;
}

/** Begins a hold; one that is open already stays as it is. Resolves to the one in force. */
export async function beginHold(ledger: Ledger, request: HoldRequest): Promise<Hold> {
  const { service, by, reason, now } = request;
  await ledger.run(
    `insert into hold (service, by, reason, since) values ($1, $2, $3, $4) on conflict do nothing`,
    [service, by, reason, new Date(now)],
  );
  const [open] = await ledger.run<Hold>(
    'select service, by, reason, since from hold where service = $1 and ended_at is null',
    [service],
  );
  return open ?? { service, by, reason, since: now };
}

/** @throws LedgerError `conflict` where none is open */
export async function endHold(ledger: Ledger, request: HoldRequest): Promise<Hold> {
  const { service, by, reason, now } = request;
  const [ended] = await ledger.run<Hold>(
    `update hold set ended_by = $2, ended_reason = $3, ended_at = $4
      where service = $1 and ended_at is null returning service, by, reason, since`,
    [service, by, reason, new Date(now)],
  );
  if (ended !== undefined) return ended;
  const what = service === '*' ? 'nothing is on hold' : `${service} is not on hold by itself`;
  throw new LedgerError('conflict', what);
}
