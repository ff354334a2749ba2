import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { ClickHouseLogLevel, createClient } from '@clickhouse/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EngineServer } from './http-front.ts';
import { serveEngine } from './open-engine.ts';
import { temporaryFolder } from './test-store.ts';

describe('serveEngine', () => {
  const folder = temporaryFolder();
  let server: EngineServer;

  beforeAll(async () => {
    server = await serveEngine({ path: folder.path, port: 0 });
    await server.engine.command(
      'create table t (n UInt64, s String) engine = MergeTree order by n',
    );
  });
  afterAll(() => server.stop());

  function post(query: string, body: string | Uint8Array = '', more = '', headers = {}) {
    const address = `${server.url}/?query=${encodeURIComponent(query)}${more}`;
    return fetch(address, { method: 'POST', body, headers });
  }

  async function answer(
    query: string,
    body?: string | Uint8Array,
    more?: string,
    headers?: object,
  ) {
    const response = await post(query, body, more, { ...headers });
    return { status: response.status, text: await response.text() };
  }

  it('answers a ping, and a statement in the address, in the body or in both', async () => {
    expect(await (await fetch(`${server.url}/ping`)).text()).toBe('Ok.\n');
    expect(await (await fetch(`${server.url}/`)).text()).toBe('Ok.\n');
    expect(await (await fetch(`${server.url}/?query=select%201`)).text()).toBe('1\n');
    expect(await answer('', 'select 2;\n')).toEqual({ status: 200, text: '2\n' });
    expect(await answer('select', 'number from numbers(2)')).toMatchObject({ text: '0\n1\n' });
  });

  it('takes format, parameters, settings and query id', async () => {
    const asked = "select {s:String} as s, getSetting('max_threads') as n";
    const more = '&default_format=JSONEachRow&param_s=it%27s%5C%5C&max_threads=3&query_id=q-1';
    const response = await post(asked, '', more);
    expect(await response.text()).toBe('{"s":"it\'s\\\\","n":3}\n');
    expect(response.headers.get('x-clickhouse-query-id')).toBe('q-1');
    expect(response.headers.get('x-clickhouse-format')).toBe('JSONEachRow');
  });

  it('keeps database, settings and parameters of a request to itself', async () => {
    await server.engine.command('create database if not exists other');
    const more = '&database=other&max_threads=7&param_s=x';
    expect(await answer('select currentDatabase(), {s:String}', '', more)).toMatchObject({
      text: 'other\tx\n',
    });
    expect(await answer('select currentDatabase()')).toMatchObject({ text: 'sekisho\n' });
    expect((await answer("select getSetting('max_threads')")).text).not.toBe('7\n');
    expect(await answer('select {s:String}')).toMatchObject({ status: 400 });
    expect(await server.engine.query('select currentDatabase() as d')).toEqual([{ d: 'sekisho' }]);
  });

  it.each([
    ['select * from absent', 404, '60'],
    ['selct 1', 400, '62'],
    ['select throwIf(number = 3) from numbers(10)', 500, '395'],
    ['insert into absent format TSV', 404, '60'],
    ["select 1 into outfile '/tmp/x'", 501, '48'],
    ['select 1 format NoSuchFormat', 404, '73'],
  ])('fails as ClickHouse does: %s', async (query, status, code) => {
    const response = await post(query, query.startsWith('insert') ? '1\n' : '');
    expect(response.headers.get('x-clickhouse-exception-code')).toBe(code);
    expect(await response.text()).toMatch(new RegExp(`^Code: ${code}\\. DB::Exception: .+\\n$`));
    expect(response.status).toBe(status);
  });

  it('breaks the connection when a streamed answer fails half way', async () => {
    const response = await post('select throwIf(number = 5000000) from numbers(10000000)');
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow();
    expect(await answer('select 1')).toMatchObject({ text: '1\n' });
  });

  it.each([
    ['insert into t format TSV', '1\ta\n'],
    ['insert into t (s, n) format CSV', 'a,1\n'],
    ['insert into t values', "(1, 'a')"],
    ['insert into t settings async_insert = 0 format JSONEachRow', '{"n":1,"s":"a"}\n'],
    ['', "insert into t values (1, 'a')"],
    ['', 'insert into t format TSV\n1\ta\n'],
    ['insert into t select 1,', "'a'"],
    ["insert into t values (1, 'a')", ''],
  ])('inserts: %s | %s', async (query, body) => {
    await server.engine.command('truncate table t');
    expect(await answer(query, body)).toEqual({ status: 200, text: '' });
    expect(await server.engine.query('select * from t')).toEqual([{ n: 1, s: 'a' }]);
    expect(await readdir(join(folder.path, 'incoming'))).toEqual([]);
  });

  it('inserts every byte value, compressed or not, with the statement before it or apart', async () => {
    const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
    const row = Buffer.concat([
      Buffer.from('0700000000000000', 'hex'),
      Buffer.from([128, 2]),
      bytes,
    ]);
    const insert = 'insert into t format RowBinary';
    const gzip = { 'content-encoding': 'gzip' };
    await server.engine.command('truncate table t');
    expect(await answer(insert, row)).toMatchObject({ status: 200 });
    expect(await answer(insert, gzipSync(row), '', gzip)).toMatchObject({ status: 200 });
    const together = Buffer.concat([Buffer.from(`${insert}\n`), row]);
    expect(await answer('', together)).toMatchObject({ status: 200 });
    expect(await server.engine.query('select hex(s) as s, count() as n from t group by s')).toEqual(
      [{ s: bytes.toString('hex').toUpperCase(), n: 3 }],
    );
  });

  it('leaves no file of an insert that fails or breaks off', async () => {
    expect(await answer('insert into t format RowBinary', Uint8Array.of(1, 2))).toMatchObject({
      status: 500,
    });
    const path = `/?query=${encodeURIComponent('insert into t format TSV')}`;
    const { port } = new URL(server.url);
    const cut = httpRequest({ port, host: '127.0.0.1', path, method: 'POST' });
    cut.on('error', () => undefined);
    cut.write('1\ta\n');
    await expect.poll(() => readdir(join(folder.path, 'incoming'))).toHaveLength(1);
    cut.destroy();
    await expect.poll(() => readdir(join(folder.path, 'incoming'))).toEqual([]);
  });

  it('compresses an answer when asked to', async () => {
    const path = '/?enable_http_compression=1&query=select+number+from+numbers(1000)';
    const { port } = new URL(server.url);
    const options = { port, host: '127.0.0.1', path, headers: { 'accept-encoding': 'gzip' } };
    const chunks = await new Promise<Buffer[]>((resolve, reject) => {
      const sent = httpRequest(options, async (response) => {
        expect(response.headers['content-encoding']).toBe('gzip');
        resolve(await Array.fromAsync(response as AsyncIterable<Buffer>));
      });
      sent.on('error', reject).end();
    });
    expect(gunzipSync(Buffer.concat(chunks)).toString().split('\n')).toHaveLength(1001);
  });

  it('changes nothing on a GET', async () => {
    const response = await fetch(`${server.url}/?query=drop+table+t`);
    expect(response.headers.get('x-clickhouse-exception-code')).toBe('164');
    expect(await answer('exists table t')).toMatchObject({ text: '1\n' });
  });

  it('refuses pages in a browser: another origin, another name', async () => {
    const page = { origin: 'https://example.com' };
    expect(await answer('select 1', '', '', page)).toMatchObject({ status: 403 });
    const { port } = new URL(server.url);
    const headers = { host: 'rebound.example.com' };
    const sent = httpRequest({ port, host: '127.0.0.1', path: '/?query=select+1', headers });
    const status = new Promise((resolve) => sent.on('response', (r) => resolve(r.statusCode)));
    sent.end();
    expect(await status).toBe(403);
  });

  it('heads the columns once, however many pieces there are', async () => {
    const asked = 'select number as n from numbers(200000)';
    for (const format of ['TSVWithNames', 'JSONCompactEachRowWithNames']) {
      const lines = (await answer(`${asked} format ${format}`)).text.trimEnd().split('\n');
      expect(lines).toHaveLength(200_001);
      expect(lines.filter((line) => line.includes('n'))).toHaveLength(1);
    }
  });

  it('serves others while a reader takes its time', async () => {
    const readers = [1, 2, 3, 4, 5].map(() => post('select * from numbers(10000000)'));
    const waiting = await Promise.all(readers);
    expect(await answer('select 1')).toMatchObject({ text: '1\n' });
    for (const { body } of waiting) await body?.cancel();
  });

  it('cancels a select whose asker is gone', async () => {
    const long = 'select sum(sipHash64(number)) from numbers(100000000000)';
    const asker = new AbortController();
    const { signal } = asker;
    const asked = fetch(server.url, { method: 'POST', body: long, signal }).catch(() => undefined);
    const running = () =>
      server.engine.query(
        "select 1 from system.processes where query like '%10000000000%' and query not like '%processes%'",
      );
    await expect.poll(running).toHaveLength(1);
    asker.abort();
    await asked;
    await expect.poll(running).toEqual([]);
  });

  it('is spoken to by the client: insert, query with parameters, formats, errors', async () => {
    const client = createClient({
      url: server.url,
      database: 'sekisho',
      log: { level: ClickHouseLogLevel.OFF },
    });
    await server.engine.command('truncate table t');
    const values = [
      { n: 1, s: "it's \\ \n\t é" },
      { n: 2, s: '' },
    ];
    await client.insert({ table: 't', values, format: 'JSONEachRow' });
    const query_params = { s: "it's \\ \n\t é", ns: [1, 2] };
    const query = 'select n from t where s = {s:String} and n in {ns:Array(UInt8)}';
    const json = await client.query({ query, query_params, format: 'JSON' });
    expect((await json.json<{ n: number }>()).data).toEqual([{ n: 1 }]);
    expect(await client.ping()).toEqual({ success: true });
    const failed = client.query({ query: 'select * from absent' });
    await expect(failed).rejects.toMatchObject({ code: '60', type: 'UNKNOWN_TABLE' });
    await client.close();
  });

  it('asks for credentials where it has them, and needs them off the loopback', async () => {
    await expect(
      serveEngine({ path: folder.path, port: 0, host: '0.0.0.0' }),
    ).rejects.toMatchObject({ code: 'engine-open' });
    await server.stop();
    const credentials = { user: 'noc', password: 'pass:word' };
    server = await serveEngine({ path: folder.path, port: 0, credentials });
    expect(await answer('select 1')).toMatchObject({ status: 403 });
    const basic = `Basic ${Buffer.from('noc:pass:word').toString('base64')}`;
    expect(await answer('select 1', '', '', { authorization: basic })).toMatchObject({
      status: 200,
    });
    const headers = { 'x-clickhouse-user': 'noc', 'x-clickhouse-key': 'wrong' };
    expect(await answer('select 1', '', '', headers)).toMatchObject({ status: 403 });
    expect(await answer('select 1', '', '&user=noc&password=pass:word')).toMatchObject({
      text: '1\n',
    });
  });

  it('stops after what runs, and again without harm', async () => {
    const more = '&user=noc&password=pass:word';
    const running = await post('select number from numbers(3000000)', '', more);
    const stopped = Promise.all([server.stop(), server.stop()]);
    expect((await running.text()).trimEnd().split('\n')).toHaveLength(3_000_000);
    await stopped;
    await expect(fetch(`${server.url}/ping`)).rejects.toThrow();
    server = await serveEngine({ path: folder.path, port: 0 });
    expect(await answer('select count() > 0 from t')).toMatchObject({ text: '1\n' });
  });

  it('answers questions alone where it is told to', async () => {
    await server.stop();
    const settings = { readonly: 2 };
    server = await serveEngine({ path: folder.path, port: 0, isReadonly: true, settings });
    const written = join(folder.path, 'written.txt');
    const refused = [
      'insert into t values (1, 2)',
      `insert into function file('${written}', 'LineAsString') select 'x'`,
      "kill query where query_id = 'x'",
      'with x as (select 1) insert into t select 1, 2 from x',
      'truncate table t',
      '/* select */ drop table t',
      'set max_threads = 1',
    ];
    for (const statement of refused) {
      expect(await answer('', statement), statement).toMatchObject({
        text: expect.stringContaining('readonly'),
      });
    }
    const asked = [
      'select 1',
      '(select 1) union all (select 1)',
      'with 1 as x select x',
      'show tables',
      'describe t',
    ];
    for (const statement of asked) {
      expect(await answer('', statement), statement).toMatchObject({ status: 200 });
    }
    await server.stop();
    server = await serveEngine({ path: folder.path, port: 0 });
  });

  it('cancels what still runs when it stops', async () => {
    const long = 'select sum(sipHash64(number)) from numbers(100000000000)';
    const failed = expect(fetch(server.url, { method: 'POST', body: long })).rejects.toThrow();
    const running = () =>
      server.engine.query(
        "select 1 from system.processes where query like '%10000000000%' and query not like '%processes%'",
      );
    await expect.poll(running).toHaveLength(1);
    const begin = performance.now();
    await server.stop(100);
    await failed;
    expect(performance.now() - begin).toBeLessThan(3000);
  });
});
