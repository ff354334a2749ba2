import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { Engine } from './engine.ts';
import { StoreInUseError } from './errors.ts';
import { openEmbeddedEngine } from './open-engine.ts';
import { temporaryFolder } from './test-store.ts';

describe('openEmbeddedEngine', () => {
  const folder = temporaryFolder();
  const opened: Engine[] = [];

  afterEach(async () => {
    for (const engine of opened.splice(0)) await engine.close();
  });

  async function open(name = 'data'): Promise<Engine> {
    const engine = await openEmbeddedEngine({ path: join(folder.path, name) });
    opened.push(engine);
    return engine;
  }

  it('answers with rows, binds parameters and keeps data over a close', async () => {
    const first = await open();
    await first.command('create table t (n UInt64, s String) engine = MergeTree order by n');
    await first.command('insert into t values ({n:UInt64}, {s:String})', { n: 7, s: "it's \\ ;" });
    await first.close();
    const second = await open();
    expect(await second.query('select n, s from t')).toEqual([{ n: 7, s: "it's \\ ;" }]);
  });

  it('writes any format as ClickHouse does, and nothing for a statement without rows', async () => {
    const engine = await open('formats');
    expect(await engine.text("select 1 as n, 'é' as s;", 'JSONEachRow')).toBe('{"n":1,"s":"é"}\n');
    expect(await engine.text('select 1 format TSV', 'JSONEachRow')).toBe('1\n');
    expect(await engine.text('-- a comment at the end\nselect 2 -- here', 'CSV')).toBe('2\n');
    expect(await engine.text('create table u (n UInt8) engine = Memory', 'PrettyCompact')).toBe('');
    expect(await engine.text('select * from u', 'CSV')).toBe('');
    await expect(engine.text('select 1', 'NoSuchFormat')).rejects.toMatchObject({
      code: 'engine-query',
    });
  });

  it('gives a failed statement as an EngineError with its cause and goes on', async () => {
    const engine = await open();
    const failed = engine.query('select * from absent');
    await expect(failed).rejects.toMatchObject({ code: 'engine-query', cause: { code: '60' } });
    expect(await engine.query('select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('inserts RowBinary and leaves no file, also when the insert fails', async () => {
    const engine = await open();
    await engine.command('create table b (n UInt8, odd UInt8) engine = Memory');
    await engine.insertRowBinary('b', ['odd', 'n'], Uint8Array.of(1, 2, 3, 4));
    expect(await engine.query('select n, odd from b order by n')).toEqual([
      { n: 2, odd: 1 },
      { n: 4, odd: 3 },
    ]);
    const halfRow = engine.insertRowBinary('b', ['odd', 'n'], Uint8Array.of(1, 2, 3));
    await expect(halfRow).rejects.toMatchObject({ code: 'engine-query' });
    const absent = engine.insertRowBinary('absent', ['n'], Uint8Array.of(1));
    await expect(absent).rejects.toMatchObject({ code: 'engine-query' });
    expect(await readdir(join(folder.path, 'data', 'incoming'))).toEqual([]);
  });

  it('takes a quote or a backslash in the name of its folder', async () => {
    const engine = await open("it's \\ `here`");
    await engine.command('create table t (n UInt8) engine = Memory');
    await engine.insertRowBinary('t', ['n'], Uint8Array.of(9));
    expect(await engine.query('select n from t')).toEqual([{ n: 9 }]);
  });

  it('reads rows block by block while it does other things, and may be left early', async () => {
    const engine = await open();
    let sum = 0;
    for await (const block of engine.rows<{ n: number }>(
      'select number as n from numbers({c:UInt32})',
      { c: 200_000 },
    )) {
      sum += block.reduce((total, { n }) => total + n, 0);
      expect(await engine.query('select 1 as n')).toEqual([{ n: 1 }]);
    }
    expect(sum).toBe((200_000 * 199_999) / 2);
    for await (const block of engine.rows('select number as n from numbers(1e9)')) {
      if (block.length > 0) break;
    }
    const failed = Array.fromAsync(engine.rows('select * from absent'));
    await expect(failed).rejects.toMatchObject({ code: 'engine-query' });
  });

  it('answers several callers at once', async () => {
    const engine = await open();
    const sums = [1, 2, 3].map((n) =>
      engine.query(`select ${n} as n, sum(number) from numbers(1e6)`),
    );
    expect((await Promise.all(sums)).map(([row]) => row)).toMatchObject([
      { n: 1 },
      { n: 2 },
      { n: 3 },
    ]);
  });

  it('closes after what is running, once, and refuses more', async () => {
    const engine = await open();
    const running = engine.query('select sum(number) as s from numbers(1e7)');
    await Promise.all([engine.close(), engine.close()]);
    expect(await running).toHaveLength(1);
    await expect(engine.query('select 1')).rejects.toMatchObject({ code: 'engine-closed' });
  });

  it('refuses a folder that this process has open', async () => {
    const engine = await open();
    await expect(open()).rejects.toBeInstanceOf(StoreInUseError);
    expect(await engine.query('select 1 as n')).toEqual([{ n: 1 }]);
  });

  it('refuses a second folder while one is open, and leaves that one free', async () => {
    const engine = await open();
    await expect(open('other')).rejects.toMatchObject({ code: 'engine-open' });
    await engine.close();
    await open('other');
  });

  it('refuses a folder with other content and a file, and touches neither', async () => {
    const foreign = join(folder.path, 'foreign');
    await mkdir(foreign);
    await writeFile(join(foreign, 'thesis.txt'), 'text');
    await expect(open('foreign')).rejects.toMatchObject({ code: 'store-foreign' });
    await expect(open('foreign/thesis.txt')).rejects.toMatchObject({ code: 'store-foreign' });
    expect(await readdir(foreign)).toEqual(['thesis.txt']);
    expect(await readFile(join(foreign, 'thesis.txt'), 'utf8')).toBe('text');
  });

  it('opens a folder where only our own files are', async () => {
    const keyed = join(folder.path, 'keyed');
    await mkdir(keyed);
    await writeFile(join(keyed, 'sekisho.key'), 'key');
    await open('keyed');
  });
});
