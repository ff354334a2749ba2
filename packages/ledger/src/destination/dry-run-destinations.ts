import type { Ledger } from '../ledger.ts';

/** What would be restricted at a switch, if there were one. Times are epoch ms. */
export interface DryRunDestination {
  service: string;
  prefix: string;
  until: number;
  exceptions: readonly string[];
}

export async function putDryRunDestination(
  ledger: Ledger,
  { service, prefix, until, exceptions }: DryRunDestination,
): Promise<void> {
  await ledger.run(
    `insert into dry_run_destination (service, prefix, until, exceptions) values ($1, $2, $3, $4)
      on conflict (service, prefix) do update
        set until = excluded.until, exceptions = excluded.exceptions`,
    [service, prefix, new Date(until), exceptions],
  );
}

/** Where it has not ended by itself. */
export async function findDryRunDestination(
  ledger: Ledger,
  { service, prefix }: Pick<DryRunDestination, 'service' | 'prefix'>,
  now: number,
): Promise<DryRunDestination | undefined> {
  const [found] = await ledger.run<DryRunDestination>(
    'select * from dry_run_destination where service = $1 and prefix = $2 and until > $3',
    [service, prefix, new Date(now)],
  );
  return found;
}

export async function deleteDryRunDestination(
  ledger: Ledger,
  { service, prefix }: Pick<DryRunDestination, 'service' | 'prefix'>,
): Promise<void> {
  await ledger.run('delete from dry_run_destination where service = $1 and prefix = $2', [
    service,
    prefix,
  ]);
}
