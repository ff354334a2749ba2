import type { Ledger } from './ledger.ts';

/** What would be barred at a switch, if there were one. Times are epoch ms. */
export interface DryRunBarring {
  key: string;
  service: string;
  subscriber: string;
  scope: string;
  until: number;
}

export async function putDryRunBarring(ledger: Ledger, barring: DryRunBarring): Promise<void> {
  const { key, service, subscriber, scope, until } = barring;
  await ledger.run(
    `insert into dry_run_barring (key, service, subscriber, scope, until)
      values ($1, $2, $3, $4, $5) on conflict (key) do update set until = excluded.until`,
    [key, service, subscriber, scope, new Date(until)],
  );
}

/** Those that have not ended by themselves. */
export function dryRunBarrings(ledger: Ledger, now: number): Promise<DryRunBarring[]> {
  return ledger.run<DryRunBarring>('select * from dry_run_barring where until > $1 order by key', [
    new Date(now),
  ]);
}

export async function deleteDryRunBarring(ledger: Ledger, key: string): Promise<void> {
  await ledger.run('delete from dry_run_barring where key = $1', [key]);
}
