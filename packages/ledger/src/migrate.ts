import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { LedgerError, ledgerErrorOf } from './errors.ts';
import { type Run, transact } from './ledger.ts';

interface Migration {
  number: number;
  name: string;
  checksum: string;
  sql: string;
}

type Applied = Pick<Migration, 'number' | 'name' | 'checksum'>;

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
  const migrations = await readMigrations(folder);
  const client = new pg.Client({
    connectionString: databaseUrl,
    connectionTimeoutMillis: 5000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    while (await transact(client, (run) => applyNext(run, migrations)));
  } catch (error) {
    throw ledgerErrorOf(error);
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map((name, index) => readMigration(folder, name, index + 1)));
}

async function readMigration(folder: string, name: string, number: number): Promise<Migration> {
  if (Number(/^(\d{5})_/.exec(name)?.[1]) !== number) {
    throw new LedgerError('migration-invalid', `${name} is not migration ${number}`);
  }
  const sql = await readFile(join(folder, name), 'utf8');
  return { number, name, checksum: createHash('sha256').update(sql).digest('hex'), sql };
}

/** Whether there was one to apply. The lock ends with the transaction. */
async function applyNext(run: Run, migrations: readonly Migration[]): Promise<boolean> {
  await run('select pg_advisory_xact_lock($1)', [LOCK]);
  await run(table);
  const applied = await run<Applied>('select number, name, checksum from migration order by 1');
  check(migrations, applied);
  const next = migrations[applied.length];
  if (next === undefined) return false;
  await run(next.sql);
  await run('insert into migration (number, name, checksum) values ($1, $2, $3)', [
    next.number,
    next.name,
    next.checksum,
  ]);
  return true;
}

function check(migrations: readonly Migration[], applied: readonly Applied[]): void {
  for (const { number, name, checksum } of applied) {
    const migration = migrations[number - 1];
    if (migration === undefined) {
      throw new LedgerError('migration-newer', `${name} was applied by a newer release than this`);
    }
    if (migration.checksum !== checksum) {
      throw new LedgerError('migration-changed', `${name} was applied with other content`);
    }
  }
}
