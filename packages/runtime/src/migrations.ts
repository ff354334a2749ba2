import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A file of a folder of migrations: `00001_name.sql`, from 1 without a gap. */
export interface Migration {
  number: number;
  name: string;
  checksum: string;
  sql: string;
}

export type AppliedMigration = Pick<Migration, 'number' | 'name' | 'checksum'>;

export type MigrationFault = 'migration-invalid' | 'migration-newer' | 'migration-changed';

/** Makes the error of the store that is migrated. */
export type MigrationErrorOf = (code: MigrationFault, message: string) => Error;

/** Throws `migration-invalid` for files that cannot be numbered. */
export async function readMigrations(
  folder: string,
  errorOf: MigrationErrorOf,
): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = index + 1;
      if (Number(/^(\d{5})_/.exec(name)?.[1]) !== number) {
        throw errorOf('migration-invalid', `${name} is not migration ${number}`);
      }
      const sql = await readFile(join(folder, name), 'utf8');
      return { number, name, checksum: createHash('sha256').update(sql).digest('hex'), sql };
    }),
  );
}

/**
 * Those that are not applied yet. Throws `migration-newer` for a store that a newer
 * release has written, `migration-changed` for an applied file with other content.
 * @param applied in the order of their numbers
 */
export function missingMigrations(
  migrations: readonly Migration[],
  applied: readonly AppliedMigration[],
  errorOf: MigrationErrorOf,
): Migration[] {
  for (const { number, name, checksum } of applied) {
    const migration = migrations[number - 1];
    if (migration === undefined) {
      throw errorOf('migration-newer', `${name} was applied by a newer release than this`);
    }
    if (migration.checksum !== checksum) {
      throw errorOf('migration-changed', `${name} was applied with other content`);
    }
  }
  return migrations.slice(applied.length);
}
