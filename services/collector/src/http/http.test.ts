import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { buildCdrJson } from '@sekisho/cdr/testing';
import { createDirectory } from '@sekisho/ledger';
import { afterEach, describe, expect, it } from 'vitest';
import { type CollectorOptions, createCollector } from '../collector.ts';
import { collectorParts, NOW, TOKEN } from '../testing/collector-parts.ts';
import type { CollectorServer } from './server.ts';

const MIB = 1_048_576;
const servers: CollectorServer[] = [];

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop(0)));
});

async function start(overrides: Partial<CollectorOptions> = {}, requestWithinMs = 5000) {
  const { sink, options } = collectorParts(overrides);
  const collector = createCollector(options);
  const server = await collector.listen({ host: '127.0.0.1', port: 0, requestWithinMs });
  servers.push(server);
  const url = `http://127.0.0.1:${server.port}`;
  const post = (body: string | Buffer, headers: Record<string, string> = {}, query = '') =>
    fetch(`${url}/v1/cdrs${query}`, {
      method: 'POST',
      body: typeof body === 'string' ? body : new Uint8Array(body),
      headers: { authorization: `Bearer ${TOKEN}`, ...headers },
    });
  return { sink, server, url, post, options };
}

const record = (callId: string, overrides: Record<string, unknown> = {}) =>
  JSON.stringify(buildCdrJson({ callId, ...overrides }));

/** Sends bytes as they are; gives what is answered until the other side closes, or for `ms`. */
async function raw(port: number, bytes: (socket: Socket) => Promise<void> | void, ms = 3000) {
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  await bytes(socket);
  await Promise.race([once(socket, 'close'), wait(ms)]);
  socket.destroy();
  return answer;
}

const head = (more: string) =>
  `POST /v1/cdrs HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ${TOKEN}\r\n${more}\r\n\r\n`;

describe('a body in another format', () => {
  const seconds = (ms: number) => `${ms / 1000}.000000`;
  const event = (fields: Record<string, unknown>) =>
    JSON.stringify({ at: seconds(NOW), ...fields });
  const call = { callId: 'k1', subscriber: '0312340001', called: '0105511234567' };

  it('is read as a file of it, a call over several requests', async () => {
    const { sink, post } = await start();
    const query = '?format=kamailio-json&source=edge1';
    const at = seconds(NOW - 8000);
    const answered = { startedAt: seconds(NOW - 9000), answeredAt: at, at };
    const first = await post(event({ event: 'start', ...call, ...answered }), {}, query);
    expect(await first.json()).toEqual({ accepted: 1, rejected: [] });
    const orphan = event({ event: 'bye-orphan', callId: 'k1' });
    const second = await post(`${event({ event: 'ping' })}\n${orphan}\n{`, {}, query);
    expect(await second.json()).toMatchObject({
      accepted: 1,
      rejected: [{ index: 1, reason: 'not-json' }],
    });
    const written = sink.texts.map((text) => JSON.parse(text) as Record<string, unknown>);
    expect(written).toMatchObject([
      { source: 'edge1', event: 'start', callId: 'k1' },
      { source: 'edge1', event: 'stop', callId: 'k1' },
    ]);
  });

  it('needs a format that is known, and a head that names what is needed', async () => {
    const { post } = await start();
    const unknown = await post('x', {}, '?format=word');
    expect([unknown.status, await unknown.json()]).toEqual([400, { error: 'unknown-format' }]);
    const headless = await post('a,b\n1,2\n', {}, '?format=cucm-csv');
    expect([headless.status, await headless.json()]).toEqual([400, { error: 'bad-head' }]);
  });
});

describe('a good request', () => {
  it('passes on NDJSON byte for byte, keyed by its subscriber', async () => {
    const { sink, post } = await start();
    const lines = [` ${record('a', { more: [1, '}'] })}`, record('b', { subscriber: '契約' })];
    const answer = await post(`${lines[0]}\r\n\n${lines[1]}`);
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ accepted: 2, rejected: [] });
    expect(sink.texts).toEqual(lines);
    expect(sink.accepted.map(({ key }) => key)).toEqual(['C000001', '契約']);
  });

  it('passes on the elements of an array as they stand in it', async () => {
    const { sink, post } = await start();
    const odd = `{ "note":"],[\\"\\\\",${record('b').slice(1)}`;
    const answer = await post(`\n [ ${record('a')} ,\n${odd}]\n`);
    expect(await answer.json()).toEqual({ accepted: 2, rejected: [] });
    expect(sink.texts).toEqual([record('a'), odd]);
  });

  it.each(['', '\n \r\n', '[]', ' [ ] ', '\uFEFF', '[ , ,]'])(
    'finds nothing in %j',
    async (body) => {
      const { post } = await start();
      const answer = await post(body);
      expect([answer.status, await answer.json()]).toEqual([202, { accepted: 0, rejected: [] }]);
    },
  );

  it('unpacks gzip', async () => {
    const { sink, post } = await start();
    const body = Buffer.concat([gzipSync(`${record('a')}\n`), gzipSync(record('b'))]);
    const answer = await post(body, { 'content-encoding': 'gzip' });
    expect(answer.status).toBe(202);
    expect(sink.callIds).toEqual(['a', 'b']);
  });

  it.each([
    ['header', { 'x-sekisho-source': 'pbx1' }, ''],
    ['query', {}, '?source=pbx1'],
  ])('writes in the source that the %s names, where there is none', async (_by, headers, query) => {
    const { sink, post } = await start();
    const own = record('a');
    await post(
      `${own}\n${record('b', { source: null })}`,
      headers as Record<string, string>,
      query,
    );
    expect(sink.texts[0]).toBe(own);
    expect(JSON.parse(sink.texts[1] ?? '')).toMatchObject({ source: 'pbx1', callId: 'b' });
  });

  it('finds the subscriber of a line, and counts lines that nobody has', async () => {
    const entry = {
      subscriber: 'C7',
      customer: '',
      service: '',
      lines: ['0312345678'],
      kind: 'office' as const,
      critical: false,
      language: 'ja' as const,
      contactName: '',
      contactPhone: '',
      contactEmail: '',
      validFrom: Number.NEGATIVE_INFINITY,
      validTo: Number.POSITIVE_INFINITY,
    };
    const { sink, post, options } = await start({ directory: createDirectory([entry]) });
    const lines = ['0312345678', '0399999999'].map((line) =>
      record(line, { subscriber: '', line }),
    );
    await post(lines.join('\n'));
    expect(sink.accepted.map(({ key }) => key)).toEqual(['C7', 'line:0399999999']);
    expect(sink.texts.map((text) => JSON.parse(text).subscriber)).toEqual([
      'C7',
      'line:0399999999',
    ]);
    const metrics = await options.metrics.text();
    expect(metrics).toContain('sekisho_collector_unknown_lines_total{service="collector"} 1');
    expect(metrics).not.toContain('0399999999');
  });
});

describe('records that cannot be used', () => {
  it('tells index, reason and field, and passes them on as they came', async () => {
    const { sink, post } = await start();
    const bodies = ['[1]', '{', record('c', { at: NOW + 600_001 }), record('d', { event: 'x' })];
    const answer = await post(`${record('a')}\n\n${bodies.join('\n')}`);
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({
      accepted: 1,
      rejected: [
        { index: 1, reason: 'not-object', field: null },
        { index: 2, reason: 'not-json', field: null },
        { index: 3, reason: 'bad-time', field: 'at' },
        { index: 4, reason: 'bad-field', field: 'event' },
      ],
    });
    expect(sink.refused.map(({ raw }) => raw.toString())).toEqual(bodies);
    const id = answer.headers.get('x-request-id');
    expect(sink.refused.map(({ origin }) => origin)).toEqual(
      [1, 2, 3, 4].map((i) => `http:${id}#${i}`),
    );
  });

  it.each([
    ['[ that never ends', '[', [], []],
    ['an element that never ends', `[${record('a')},{"a":"`, ['not-json'], ['{"a":"']],
    [
      'no objects',
      '[1,"}",null,[2,[3]]]',
      Array(4).fill('not-object'),
      ['1', '"}"', 'null', '[2,[3]]'],
    ],
    ['text behind the array', '[]\n{"a":1}', ['missing-field'], ['{"a":1}']],
    ['crossed brackets', '[{]},}]', ['not-json', 'not-json'], ['{]}', '}']],
    ['a thousand brackets', '['.repeat(1000), ['not-json'], ['['.repeat(999)]],
  ])('takes an array with %s', async (_name, body, reasons, raws) => {
    const { sink, post } = await start();
    expect((await post(body)).status).toBe(202);
    expect(sink.refused.map(({ reason }) => reason)).toEqual(reasons);
    expect(sink.refused.map(({ raw }) => raw.toString())).toEqual(raws);
  });

  it('takes a huge line and invalid UTF-8', async () => {
    const { sink, post } = await start();
    const bad = Buffer.from('{"callId":"\xff"}', 'latin1');
    const body = Buffer.concat([Buffer.alloc(900_000, 'x'), Buffer.from('\n'), bad]);
    expect((await post(body)).status).toBe(202);
    expect(sink.refused.map(({ reason }) => reason)).toEqual(['too-large', 'not-utf8']);
    expect(sink.refused[1]?.raw).toEqual(bad);
  });

  it('refuses a record that would be too large to read with what is written in', async () => {
    const { sink, post } = await start();
    const userAgent = 'x'.repeat(65_536 - record('a', { subscriber: '', userAgent: '' }).length);
    const full = record('a', { subscriber: '', userAgent });
    expect(full.length).toBe(65_536);
    const answer = await post(full);
    expect(await answer.json()).toMatchObject({ rejected: [{ reason: 'too-large' }] });
    expect(sink.refused[0]?.raw.toString()).toBe(full);
  });
});

describe('a request that is refused', () => {
  it.each([
    [401, 'a wrong token', { authorization: 'Bearer nobody' }, 'POST', 'x'],
    [401, 'no token', { authorization: '' }, 'POST', 'x'],
    [401, 'another scheme', { authorization: `Basic ${TOKEN}` }, 'POST', 'x'],
    [405, 'another method', {}, 'GET', undefined],
    [415, 'another encoding', { 'content-encoding': 'br' }, 'POST', 'x'],
    [400, 'broken gzip', { 'content-encoding': 'gzip' }, 'POST', 'x'.repeat(100)],
    [400, 'a source too long', { 'x-sekisho-source': 'x'.repeat(65) }, 'POST', 'x'],
    [413, 'a large body', {}, 'POST', 'x'.repeat(MIB + 1)],
    [413, 'a bomb', { 'content-encoding': 'gzip' }, 'POST', gzipSync(Buffer.alloc(30 * MIB))],
  ])('answers %i to %s', async (status, _name, headers, method, body) => {
    const { sink, url, post } = await start();
    const authorization = `Bearer ${TOKEN}`;
    const sent = { method, body: body === undefined ? null : body };
    const answer = await fetch(`${url}/v1/cdrs`, {
      ...sent,
      headers: { authorization, ...headers },
    });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual({ error: expect.stringMatching(/^[a-z-]+$/) });
    expect(sink.writes).toBe(0);
    expect((await post(record('a'))).status).toBe(202);
  });

  it('answers 413 to a body without a declared length', async () => {
    const { server } = await start();
    const answer = await raw(
      server.port,
      async (socket) => {
        socket.write(head('Transfer-Encoding: chunked'));
        const chunk = `10000\r\n${'x'.repeat(65_536)}\r\n`;
        for (let i = 0; i < 20; i++) socket.write(chunk);
        socket.write('0\r\n\r\n');
      },
      500,
    );
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
  });

  it('lets every one of several tokens in', async () => {
    const { post } = await start({ tokens: ['token-one', 'token-two'] });
    const tries = ['token-one', 'token-two', 'token-three', TOKEN].map((token) =>
      post('', { authorization: `Bearer ${token}` }),
    );
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([202, 202, 401, 401]);
  });
});

describe('a sink in trouble', () => {
  it('answers 503 with Retry-After while it is unreachable, and 202 afterwards', async () => {
    const { sink, url, post } = await start();
    sink.isDown = true;
    const answer = await post(record('a'));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    expect((await fetch(`${url}/health`)).status).toBe(503);
    sink.isDown = false;
    expect((await post(record('a'))).status).toBe(202);
    expect((await fetch(`${url}/health`)).status).toBe(200);
  });

  it('answers 503 when it is slow, and still holds the bytes', async () => {
    const limits = { maxBodyBytes: 1000, maxPendingBytes: 1000, answerWithinMs: 50 };
    const { sink, post } = await start({ limits });
    sink.delayMs = 400;
    const body = record('a').padEnd(900);
    expect((await post(body)).status).toBe(503);
    const behind = await post(body);
    expect([behind.status, behind.headers.get('retry-after')]).toEqual([429, '1']);
    await wait(450);
    sink.delayMs = 0;
    expect((await post(body)).status).toBe(202);
  });

  it('answers 429 to what is beyond the bytes in flight, and takes it later', async () => {
    const limits = { maxBodyBytes: 1000, maxPendingBytes: 1500, answerWithinMs: 2000 };
    const { sink, post } = await start({ limits });
    sink.delayMs = 200;
    const answers = await Promise.all([1, 2, 3].map((i) => post(record(`r${i}`).padEnd(900))));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([202, 429, 429]);
    expect((await post(record('later'))).status).toBe(202);
    expect(sink.accepted).toHaveLength(2);
  });
});

describe('a client in trouble', () => {
  it('that goes away in mid-body leaves nothing', async () => {
    const { server, sink, post, options } = await start();
    await raw(server.port, async (socket) => {
      socket.write(`${head('Content-Length: 1000')}${record('a')}`);
      await wait(50);
      socket.destroy();
    });
    expect((await post(record('b'))).status).toBe(202);
    expect(sink.callIds).toEqual(['b']);
    const metrics = await options.metrics.text();
    expect(metrics).toContain('sekisho_collector_pending_bytes{service="collector"} 0');
    expect(metrics).toMatch(/collector_requests_total\{status="499",service="collector"\} 1/);
  });

  it('that goes away in the middle of gzip leaves nothing', async () => {
    const { server, sink, post } = await start();
    const packed = gzipSync(record('a').repeat(2000));
    await raw(server.port, async (socket) => {
      socket.write(head(`Content-Encoding: gzip\r\nContent-Length: ${packed.length}`));
      socket.write(packed.subarray(0, packed.length / 2));
      await wait(50);
      socket.destroy();
    });
    expect((await post(record('b'))).status).toBe(202);
    expect(sink.callIds).toEqual(['b']);
  });

  it('that says gzip and sends nothing, or half of it, is told so', async () => {
    const { sink, post } = await start();
    const packed = gzipSync(record('a').repeat(2000));
    const bodies = [Buffer.alloc(0), packed.subarray(0, packed.length / 2)];
    const gzip = { 'content-encoding': 'gzip' };
    const answers = await Promise.all(bodies.map((body) => post(body, gzip)));
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
    expect(sink.writes).toBe(0);
  });

  it('that sends requests without waiting gets its answers in order', async () => {
    const { server, sink } = await start();
    const body = record('a');
    const request = `${head(`Content-Length: ${body.length}`)}${body}`;
    const answer = await raw(server.port, (socket) => void socket.write(request.repeat(3)), 500);
    expect(answer.match(/HTTP\/1.1 202 /g)).toHaveLength(3);
    expect(sink.accepted).toHaveLength(3);
  });

  it('that is slow is cut off', async () => {
    const { server, sink } = await start({}, 300);
    const began = performance.now();
    const answer = await raw(server.port, (socket) => {
      socket.write(`${head('Content-Length: 1000')}${record('a')}`);
    });
    expect(answer).toMatch(/^HTTP\/1.1 408 /);
    expect(performance.now() - began).toBeLessThan(2500);
    expect(sink.accepted).toEqual([]);
  });

  it.each(['\x00\x01\x02\r\n\r\n', 'POST /v1/cdrs\r\n\r\n', head('Content-Length: -1')])(
    'that does not speak HTTP is turned away: %j',
    async (bytes) => {
      const { server, post } = await start();
      const answer = await raw(server.port, (socket) => {
        socket.write(bytes);
      });
      expect(answer).toMatch(/^HTTP\/1.1 400 /);
      expect((await post(record('a'))).status).toBe(202);
    },
  );
});

describe('stopping', () => {
  it('ends what is in flight and takes nothing new', async () => {
    const { server, sink, post, url } = await start();
    sink.delayMs = 300;
    const inFlight = post(record('a'));
    await wait(100);
    const began = performance.now();
    await server.stop(5000);
    expect((await inFlight).status).toBe(202);
    expect(performance.now() - began).toBeLessThan(1000);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  });

  it('cuts off what takes too long', async () => {
    const { server, sink, post } = await start();
    sink.delayMs = 1000;
    const inFlight = post(record('a'));
    await wait(50);
    const refused = expect(inFlight).rejects.toThrow();
    await server.stop(100);
    await refused;
  });
});
