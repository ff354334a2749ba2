import { join } from 'node:path';
import {
  type AppliedMigration,
  type Migration,
  type MigrationFault,
  missingMigrations,
  readMigrations,
} from '@sekisho/runtime';
import type { Engine } from './engine.ts';
import { EngineError } from './errors.ts';

const shipped = join(import.meta.dirname, '..', 'migrations');

// A number applied twice at once is one row: both wrote the same.
const table = `create table if not exists migration
(
  number UInt32,
  name String,
  checksum String,
  applied_at DateTime64(3, 'UTC') default now64(3)
)
engine = ReplacingMergeTree order by number`;

/**
 * Brings the database to the newest version; does nothing when it is there. One that stopped half
 * way is run again: every statement of a migration may be repeated.
 *
 * Throws `migration-newer` for a database that a newer release has written, `migration-changed`
 * for an applied file with other content, `migration-invalid` for files that cannot be numbered.
 */
export async function migrate(engine: Engine, folder = shipped): Promise<void> {
  const migrations = await readMigrations(folder, errorOf);
  await engine.command(table);
  const missing = missingMigrations(migrations, await readApplied(engine), errorOf);
  for (const migration of missing) await apply(engine, migration);
}

async function readApplied(engine: Engine): Promise<AppliedMigration[]> {
  return engine.query<AppliedMigration>(
    'select number, any(name) as name, any(checksum) as checksum from migration group by number order by number',
  );
}

async function apply(engine: Engine, { number, name, checksum, sql }: Migration): Promise<void> {
  for (const statement of statementsOf(sql)) await engine.command(statement);
  await engine.command(
    'insert into migration (number, name, checksum) values ({number:UInt32}, {name:String}, {checksum:String})',
    { number, name, checksum },
  );
}

/** A statement ends with a semicolon at the end of its line. */
function statementsOf(sql: string): string[] {
  return sql
    .split(/;\s*(?:\n|$)/)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

function errorOf(code: MigrationFault, message: string): EngineError {
  return new EngineError(code, message);
}
