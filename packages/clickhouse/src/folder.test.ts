import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { openEmbeddedEngine } from './open-engine.ts';
import { temporaryFolder } from './test-store.ts';

const index = JSON.stringify(new URL('./index.ts', import.meta.url).href);

describe('a data folder and processes', () => {
  const folder = temporaryFolder();
  const children: ChildProcess[] = [];

  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** Runs `body` in a process of its own, with `path` and what the package exports. */
  function run(name: string, body: string) {
    const path = JSON.stringify(join(folder.path, name));
    const script = `const store = await import(${index}); const path = ${path}; ${body}`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    children.push(child);
    return child;
  }

  async function outcome(child: ReturnType<typeof run>) {
    const [out, err, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'exit'),
    ]);
    return { out, err, code };
  }

  const hold = `const engine = await store.openEmbeddedEngine({ path });
    await engine.command('create table if not exists t (n UInt8) engine = MergeTree order by n');
    await engine.command('insert into t values (1)');
    console.log('held');
    process.stdin.resume();
    process.stdin.on('end', async () => {
      console.log(await engine.text('select count() from t', 'TSV'));
      await engine.close();
    });`;
  const tryOpen = `try { await (await store.openEmbeddedEngine({ path })).close(); console.log('opened'); }
    catch (error) { console.log(error.name, error.code); }`;

  it('is refused to a second process, and the holder goes on', async () => {
    const holder = run('held', hold);
    await once(holder.stdout, 'data');
    expect(await outcome(run('held', tryOpen))).toEqual({
      out: 'StoreInUseError store-in-use\n',
      err: '',
      code: 0,
    });
    const path = join(folder.path, 'held');
    await expect(openEmbeddedEngine({ path })).rejects.toMatchObject({ code: 'store-in-use' });
    holder.stdin.end();
    expect(await outcome(holder)).toEqual({ out: '1\n\n', err: '', code: 0 });
    expect(await outcome(run('held', tryOpen))).toMatchObject({ out: 'opened\n' });
  });

  it('is free again at once when its holder was killed, with the data', async () => {
    const holder = run('killed', hold);
    await once(holder.stdout, 'data');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const engine = await openEmbeddedEngine({ path: join(folder.path, 'killed') });
    expect(await engine.query('select count() as n from t')).toEqual([{ n: 1 }]);
    await expect(openEmbeddedEngine({ path: join(folder.path, 'killed') })).rejects.toThrow(
      'in use',
    );
    expect((await outcome(run('killed', tryOpen))).out).toBe('StoreInUseError store-in-use\n');
    await engine.close();
  });

  it('is opened by exactly one of several at once', async () => {
    const guarded = `try { ${hold} } catch (error) { console.log(error.code); }`;
    const all = [1, 2, 3, 4].map(() => run('raced', guarded));
    const first = await Promise.all(
      all.map(async ({ stdout }) => String((await once(stdout, 'data'))[0])),
    );
    expect(first.sort()).toEqual(['held\n', 'store-in-use\n', 'store-in-use\n', 'store-in-use\n']);
  });

  it('prints nothing in a whole life, failures included, and the process ends by itself', async () => {
    const life = `const engine = await store.openEmbeddedEngine({ path });
      await store.migrate(engine);
      await engine.query('select * from absent').catch(() => undefined);
      await engine.insertRowBinary('cdr', ['subscriber'], Uint8Array.of(9)).catch(() => undefined);
      await engine.query('select * from call');
      await engine.close();`;
    expect(await outcome(run('quiet', life))).toEqual({ out: '', err: '', code: 0 });
  });
});
