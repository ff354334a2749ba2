import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createKamailioNode } from './kamailio-node.ts';

const NOW = Date.UTC(2026, 3, 1);
let server: Server;
let url: string;
let requests: { method: string; params: unknown[]; id: number }[];
/** Status and body of the answer. */
let answer: (id: number) => [number, string];
let dropNext = false;

const ok =
  (result: unknown) =>
  (id: number): [number, string] => [200, JSON.stringify({ jsonrpc: '2.0', result, id })];
const error =
  (code: number, message: string) =>
  (id: number): [number, string] => [
    code,
    JSON.stringify({ jsonrpc: '2.0', error: { code, message }, id }),
  ];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const asked = JSON.parse(await text(request));
    if (dropNext) {
      dropNext = false;
      request.socket.destroy();
      return;
    }
    requests.push(asked);
    const [status, body] = answer(asked.id);
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/RPC`;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  requests = [];
  answer = ok('Ok. Key set to new value.');
});

const node = (changes = {}) =>
  createKamailioNode({
    ...{ name: 'proxies/a', url, timeoutMs: 500, longestS: 86_400, teardown: true },
    now: () => NOW,
    ...changes,
  });
const entry = (until: number) => ({
  ...{ list: 'line' as const, key: '0312340001', value: `r-1;until=${until}`, until },
});

describe('an entry', () => {
  it('is written with setxs, whole seconds and a text as key', async () => {
    await node().put(entry(NOW + 59_001));
    expect(requests).toMatchObject([
      { method: 'htable.setxs', params: ['bar', '0312340001', `r-1;until=${NOW + 59_001}`, 60] },
    ]);
  });

  it.each([
    ['has ended', NOW, 'unreachable'],
    ['is no number', Number.NaN, 'unreachable'],
    ['is endless', Number.POSITIVE_INFINITY, 'unreachable'],
    ['lasts longer than the table', NOW + 86_401_000, 'refused'],
  ])('is not written when it %s: Kamailio would say Ok', async (_, until, code) => {
    await expect(node().put(entry(until))).rejects.toMatchObject({ code });
    expect(requests).toEqual([]);
  });

  it('is gone: 404 to delete, 500 to get', async () => {
    answer = error(404, 'Key not found in htable.');
    await node().remove('line', 'x');
    answer = error(500, "Key name doesn't exist in htable.");
    expect(await node().timeLeft('line', 'x')).toBeUndefined();
  });

  it('is found where it is, by its own key', async () => {
    const item = { name: '0312340001', value: 'r-ab1;until=1795407039000', flags: 2 };
    answer = ok({ item: { ...item, expire: '2026-11-22 10:37:42' } });
    const place = { list: 'line' as const, key: '0312340001' };
    expect(await node().find([place])).toEqual([
      { ...place, value: item.value, owner: { restrictionId: 'r-ab1', until: 1_795_407_039_000 } },
    ]);
    expect(requests).toMatchObject([{ method: 'htable.get', params: ['bar', '0312340001'] }]);
    await expect(node().find([{ ...place, key: 'other' }])).rejects.toThrow('another key');
  });

  it.each<[string, () => void]>([
    ['there is no such table', () => (answer = error(500, 'No such htable'))],
    ['the answer is no entry', () => (answer = ok('Ok'))],
  ])('is not said to be gone where %s', async (_, given) => {
    given();
    const found = node().find([{ list: 'line', key: 'x' }]);
    await expect(found).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('that is not there is left out of what is found', async () => {
    answer = error(500, "Key name doesn't exist in htable.");
    expect(await node().find([{ list: 'line', key: 'x' }])).toEqual([]);
  });

  it('is asked for again where a kept connection was let go of meanwhile', async () => {
    answer = error(500, "Key name doesn't exist in htable.");
    const kept = node();
    await kept.find([{ list: 'line', key: 'x' }]);
    dropNext = true;
    expect(await kept.find([{ list: 'line', key: 'x' }])).toEqual([]);
    expect(requests).toHaveLength(2);
    kept.close();
    await expect(kept.find([{ list: 'line', key: 'x' }])).rejects.toThrow('got no answer');
  });

  it('is read with its owner', async () => {
    const slot = [
      { name: '0312340001', value: 'r-ab1;until=1795407039000', type: 'str' },
      { name: '0312340002', value: 'by hand', type: 'str' },
    ];
    answer = ok([{ entry: 418, size: 2, slot }]);
    expect(await node().read('line')).toEqual([
      {
        ...{ list: 'line', key: '0312340001', value: 'r-ab1;until=1795407039000' },
        owner: { restrictionId: 'r-ab1', until: 1_795_407_039_000 },
      },
      { list: 'line', key: '0312340002', value: 'by hand', owner: undefined },
    ]);
  });
});

describe('an answer', () => {
  it.each<[string, (id: number) => [number, string]]>([
    ['to a batch: 200 and nothing done', () => [200, '{"jsonrpc":"2.0","result":{}}']],
    ['to another request', (id) => ok('Ok')(id + 1)],
    ['of a proxy', () => [502, '<html>']],
    ['of another form', ok('Ok')],
    ['that the table is missing', error(500, 'No such htable')],
  ])('is none: %s', async (_, given) => {
    answer = given;
    await expect(node().read('line')).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('that does not come is waited for no longer than it may take', async () => {
    await expect(node({ url: 'http://127.0.0.1:9/RPC' }).started()).rejects.toThrow('no answer');
  });
});
