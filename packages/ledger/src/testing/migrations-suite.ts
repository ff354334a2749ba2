import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TestDatabase } from './test-database.ts';

const shipped = join(import.meta.dirname, '..', '..', 'migrations');

/** What must hold of migrations, whichever engine the ledger, not migrated yet, is in. */
export function describeMigrations(
  database: Pick<TestDatabase, 'ledger'>,
  migrateTo: (folder?: string) => Promise<void>,
): void {
  let folder: string;
  let count: number;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sekisho-ledger-'));
    await cp(shipped, folder, { recursive: true });
    count = (await readdir(shipped)).length;
  });
  afterAll(() => rm(folder, { recursive: true }));

  const applied = () => database.ledger.run('select number from migration order by number');
  const next = () => join(folder, `${String(count + 1).padStart(5, '0')}_next.sql`);

  describe('migrating', () => {
    it('applies each file once when five processes do it at once', async () => {
      await Promise.all(Array.from({ length: 5 }, () => migrateTo()));
      expect(await applied()).toEqual(Array.from({ length: count }, (_, n) => ({ number: n + 1 })));
    });

    it('leaves nothing of a file that fails', async () => {
      await writeFile(next(), 'create table half (n integer);\nselect absent;\n');
      await expect(migrateTo(folder)).rejects.toMatchObject({ code: 'query' });
      await expect(database.ledger.run('select * from half')).rejects.toMatchObject({
        code: 'not-migrated',
      });
      expect(await applied()).toHaveLength(count);
    });

    it('applies it when it is mended, and is then refused to an older release', async () => {
      await writeFile(next(), 'create table half (n integer);\ninsert into half values (1);\n');
      await migrateTo(folder);
      expect(await database.ledger.run('select n from half')).toEqual([{ n: 1 }]);
      await expect(migrateTo()).rejects.toMatchObject({ code: 'migration-newer' });
    });

    it('refuses a file that changed since it was applied, and files with a gap', async () => {
      const [first = ''] = (await readdir(folder)).sort();
      const sql = await readFile(join(folder, first), 'utf8');
      await writeFile(join(folder, first), `${sql}\n-- changed\n`);
      await expect(migrateTo(folder)).rejects.toMatchObject({
        code: 'migration-changed',
      });
      await writeFile(join(folder, '00099_late.sql'), 'select 1;\n');
      await expect(migrateTo(folder)).rejects.toMatchObject({
        code: 'migration-invalid',
      });
    });
  });
}
