import { join } from 'node:path';
import {
  type AppliedMigration,
  type Migration,
  type MigrationFault,
  missingMigrations,
  readMigrations,
} from '@sekisho/runtime';
import { LedgerError } from './errors.ts';
import { type Ledger, openLedger, type Run } from './ledger.ts';

const shipped = join(import.meta.dirname, '..', 'migrations');

/** Any number that nothing else in the database locks. */
const LOCK = 7_359_214;

const table = `create table if not exists migration
(
  number integer primary key,
  name text not null,
  checksum text not null,
  applied_at timestamptz not null default now()
)`;

/**
 * Brings the database to the newest version, each file in a transaction of its own; does nothing
 * when it is there. Several processes may do so at once.
 *
 * @throws LedgerError `migration-newer` for a database that a newer release has written,
 * `migration-changed` for an applied file with other content, `migration-invalid` for files that
 * cannot be numbered; then nothing is changed
 */
export async function migrateLedger(databaseUrl: string, folder = shipped): Promise<void> {
  // One may take its time, and another process's is waited for.
  const ledger = openLedger(databaseUrl, { connections: 1, timeoutMs: 0 });
  try {
    await migrate(ledger, folder);
  } finally {
    await ledger.close();
  }
}

/** The same, through a ledger that is open. */
export async function migrate(ledger: Ledger, folder = shipped): Promise<void> {
  const migrations = await readMigrations(folder, errorOf);
  while (await ledger.transaction((run) => applyNext(run, migrations)));
}

/** Whether there was one to apply. The lock ends with the transaction. */
async function applyNext(run: Run, migrations: readonly Migration[]): Promise<boolean> {
  await run('select pg_advisory_xact_lock($1)', [LOCK]);
  await run(table);
  const applied = await run<AppliedMigration>(
    'select number, name, checksum from migration order by 1',
  );
  const [next] = missingMigrations(migrations, applied, errorOf);
  if (next === undefined) return false;
  await run(next.sql);
  await run('insert into migration (number, name, checksum) values ($1, $2, $3)', [
    next.number,
    next.name,
    next.checksum,
  ]);
  return true;
}

function errorOf(code: MigrationFault, message: string): LedgerError {
  return new LedgerError(code, message);
}
