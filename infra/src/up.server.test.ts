import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askPort } from './ask-port.ts';
import { SERVER_NAMES } from './noted-process.ts';
import { locate } from './programs.ts';
import { run } from './run-command.ts';
import { startInfra, stopInfra } from './start-infra.ts';

const NAMES = [
  ...['KAFKA_BROKERS', 'KAFKA_TOPIC', 'KAFKA_GROUP', 'CLICKHOUSE_URL', 'CLICKHOUSE_DATABASE'],
  ...['REDIS_URL', 'DATABASE_URL', 'SEKISHO_KEY_FILE', 'COLLECTOR_TOKEN_FILE', 'INFRA_DIR'],
];

describe('infra:up and infra:down', () => {
  let dir: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "sekisho it's infra-"));
  });
  afterAll(async () => {
    await stopInfra(dir);
    await rm(dir, { recursive: true, force: true });
  });

  async function script(name: 'up' | 'down') {
    const file = join(import.meta.dirname, `${name}.ts`);
    const env = { ...process.env, INFRA_DIR: dir, KAFKA_PARTITIONS: '3' };
    const child = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const closed = once(child, 'close');
    const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
    return { out, err, code: (await closed)[0] };
  }

  function pids(): (number | undefined)[] {
    return SERVER_NAMES.map((name) => {
      const file = join(dir, 'pids', `${name}.json`);
      return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).pid : undefined;
    });
  }

  async function environment(): Promise<Record<string, string>> {
    const { out } = await script('up');
    const lines = [...out.matchAll(/^export (\w+)='(.*)'$/gm)];
    return Object.fromEntries(
      lines.map(([, name, value]) => [name, value?.replaceAll("'\\''", "'")]),
    );
  }

  const portOf = (url = '') => Number(url.split(':').at(-1)?.split('/')[0]);

  async function redis(url: string | undefined, command: string): Promise<string> {
    return String(await askPort(portOf(url), Buffer.from(`${command}\r\n`))).trim();
  }

  async function psql(url: string | undefined, sql: string): Promise<string> {
    const file = locate('psql') ?? 'psql';
    return (await run({ file, args: [url ?? '', '-Atqc', sql] })).trim();
  }

  async function clickhouse(url: string | undefined, sql: string): Promise<string> {
    const response = await fetch(`${url}/?database=sekisho`, { method: 'POST', body: sql });
    expect(response.status).toBe(200);
    return (await response.text()).trim();
  }

  it('prints exactly the environment, and a second time starts nothing', async () => {
    const first = await script('up');
    expect(first.code, first.err).toBe(0);
    expect(
      first.out
        .trimEnd()
        .split('\n')
        .map((line) => /^export (\w+)='.+'$/.exec(line)?.[1]),
    ).toEqual(NAMES);
    const before = pids();
    const second = await script('up');
    expect([second.out, second.code, pids()]).toEqual([first.out, 0, before]);
    for (const name of ['number.key', 'collector.token', 'postgres.password']) {
      expect(statSync(join(dir, name)).mode & 0o777).toBe(0o600);
    }
    expect(readFileSync(join(dir, 'number.key'), 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
  });

  it('brings back what was killed, with its data', async () => {
    const { servers, environment: env } = await startInfra({ dir, topics: [] });
    await redis(env['REDIS_URL'], 'SET kept 1');
    await psql(env['DATABASE_URL'], 'create table kept as select 1 as n');
    await clickhouse(
      env['CLICKHOUSE_URL'],
      'create table kept (n UInt8) engine = MergeTree order by n settings fsync_after_insert = 1',
    );
    await clickhouse(env['CLICKHOUSE_URL'], 'insert into kept values (1)');
    for (const name of SERVER_NAMES) await servers[name].kill('SIGKILL');
    expect(SERVER_NAMES.map((name) => servers[name].pid)).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    const again = await environment();
    expect(again).toEqual(env);
    expect(await redis(env['REDIS_URL'], 'GET kept')).toBe('$1\r\n1');
    expect(await psql(env['DATABASE_URL'], 'select n from kept')).toBe('1');
    expect(await clickhouse(env['CLICKHOUSE_URL'], 'select n from kept')).toBe('1');
    expect(
      readdirSync(join(dir, 'kafka', 'log')).filter((name) => /^cdr-\d+$/.test(name)),
    ).toHaveLength(3);
  });

  it('hands out each server: it can be stopped, let go on, killed and started', async () => {
    const { servers } = await startInfra({ dir, topics: [] });
    const { pid } = servers.redis;
    await servers.redis.kill('SIGSTOP');
    expect(await servers.redis.ready()).toBe(false);
    await servers.redis.kill('SIGCONT');
    await expect.poll(() => servers.redis.ready()).toBe(true);
    await servers.redis.kill('SIGKILL');
    expect([servers.redis.pid, await servers.redis.ready()]).toEqual([undefined, false]);
    await servers.redis.start();
    expect(await servers.redis.ready()).toBe(true);
    expect(servers.redis.pid).not.toBe(pid);
  });

  it('stops what it started, keeps the data, and moves from a port that was taken', async () => {
    const before = await environment();
    expect(await script('down')).toEqual({ out: '', err: '', code: 0 });
    expect(readdirSync(join(dir, 'pids'))).toEqual([]);
    expect(await askPort(portOf(before['REDIS_URL']), Buffer.from('PING\r\n'))).toBeUndefined();
    const taken = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((go) => taken.listen(portOf(before['REDIS_URL']), '127.0.0.1', go));
    const after = await environment();
    taken.close();
    expect(after['REDIS_URL']).not.toBe(before['REDIS_URL']);
    expect({ ...after, REDIS_URL: '' }).toEqual({ ...before, REDIS_URL: '' });
    expect(await redis(after['REDIS_URL'], 'GET kept')).toBe('$1\r\n1');
    expect(await psql(after['DATABASE_URL'], 'select n from kept')).toBe('1');
    expect(await clickhouse(after['CLICKHOUSE_URL'], 'select n from kept')).toBe('1');
  });

  it('stops what it had started when one fails, and shows that log', async () => {
    await script('down');
    const file = join(dir, 'postgres', 'data', 'postgresql.auto.conf');
    writeFileSync(file, 'no_such_setting = 1\n');
    const { out, err, code } = await script('up');
    expect([out, code]).toEqual(['', 1]);
    expect(err).toContain(`postgres ended by itself; see ${join(dir, 'logs', 'postgres.log')}`);
    expect(err).toContain('no_such_setting');
    expect(pids()).toEqual([undefined, undefined, undefined, undefined]);
    writeFileSync(file, '');
    expect((await script('up')).code).toBe(0);
  });
});
