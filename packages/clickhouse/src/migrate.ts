import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from './engine.ts';
import { EngineError } from './errors.ts';

interface Migration {
  number: number;
  name: string;
  checksum: string;
  sql: string;
}

type Applied = Pick<Migration, 'number' | 'name' | 'checksum'>;

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
  const migrations = await readMigrations(folder);
  await engine.command(table);
  const applied = await readApplied(engine);
  check(migrations, applied);
  for (const migration of migrations.slice(applied.length)) await apply(engine, migration);
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(names.map((name, index) => readMigration(folder, name, index + 1)));
}

async function readMigration(folder: string, name: string, number: number): Promise<Migration> {
  if (Number(/^(\d{5})_/.exec(name)?.[1]) !== number) {
    throw new EngineError('migration-invalid', `${name} is not migration ${number}`);
  }
  const sql = await readFile(join(folder, name), 'utf8');
  return { number, name, checksum: createHash('sha256').update(sql).digest('hex'), sql };
}

async function readApplied(engine: Engine): Promise<Applied[]> {
  return engine.query<Applied>(
    'select number, any(name) as name, any(checksum) as checksum from migration group by number order by number',
  );
}

function check(migrations: readonly Migration[], applied: readonly Applied[]): void {
  for (const { number, name, checksum } of applied) {
    const migration = migrations[number - 1];
    if (migration === undefined) {
      throw new EngineError('migration-newer', `${name} was applied by a newer release than this`);
    }
    if (migration.checksum !== checksum) {
      throw new EngineError('migration-changed', `${name} was applied with other content`);
    }
  }
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
