import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { migrate } from './migrate.ts';
import { migratedEngine, temporaryFolder } from './test-store.ts';

const shipped = join(import.meta.dirname, '..', 'migrations');

describe('migrate', () => {
  const store = migratedEngine();
  const folder = temporaryFolder();

  async function copy(name: string): Promise<string> {
    const path = join(folder.path, name);
    await mkdir(path);
    await cp(shipped, path, { recursive: true });
    return path;
  }

  function recorded(): Promise<{ number: number; name: string }[]> {
    return store.engine.query('select number, name from migration order by number');
  }

  it('records each file once, however often it runs', async () => {
    await migrate(store.engine);
    const names = (await readdir(shipped)).sort();
    expect((await recorded()).map(({ name }) => name)).toEqual(names);
  });

  it('refuses a file that changed since it was applied', async () => {
    const changed = await copy('changed');
    const file = join(changed, '00001_tables.sql');
    await writeFile(file, `${await readFile(file, 'utf8')}\n-- changed\n`);
    await expect(migrate(store.engine, changed)).rejects.toMatchObject({
      code: 'migration-changed',
    });
  });

  it('refuses files with a gap', async () => {
    const gap = await copy('gap');
    await writeFile(join(gap, '00099_late.sql'), 'select 1;\n');
    await expect(migrate(store.engine, gap)).rejects.toMatchObject({ code: 'migration-invalid' });
  });

  it('applies what is new, again after a failure, and is then refused to an older release', async () => {
    const newer = await copy('newer');
    const next = String((await readdir(shipped)).length + 1).padStart(5, '0');
    const file = join(newer, `${next}_next.sql`);
    const statements = 'create table if not exists next (n UInt8) engine = Memory;\n';
    await writeFile(file, `${statements}select absent;\n`);
    await expect(migrate(store.engine, newer)).rejects.toMatchObject({ code: 'engine-query' });
    await writeFile(file, `-- a; b\n${statements}\nselect 1;\n`);
    await migrate(store.engine, newer);
    expect(await store.engine.query('select * from next')).toEqual([]);
    await expect(migrate(store.engine)).rejects.toMatchObject({ code: 'migration-newer' });
  });
});
