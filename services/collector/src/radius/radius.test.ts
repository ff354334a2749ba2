import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type CollectorOptions, createCollector } from '../collector.ts';
import { collectorParts, NOW } from '../testing/collector-parts.ts';
import { parseClients } from './clients.ts';
import { encodeRequest, isResponseTo, type TestAttribute, TestGateway } from './testing.ts';

const SECRET = 'a-secret-for-tests';
const AT = NOW / 1000;
const [USER, CALLED, STATUS, DELAY, SESSION, SECONDS, EVENT_TIME] = [1, 30, 40, 41, 44, 46, 55];
const [START, STOP, ON, FAILED] = [1, 2, 7, 15];

const ends: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function start(overrides: Partial<CollectorOptions> = {}, clients = `127.0.0.1 ${SECRET}`) {
  const { sink, options } = collectorParts(overrides);
  const collector = createCollector(options);
  const where = { host: '127.0.0.1', port: 0, source: 'radius' };
  const listener = await collector.listenRadius({ ...where, secretOf: parseClients(clients) });
  const gateway = await TestGateway.open(listener.port);
  ends.push(
    () => gateway.close(),
    () => listener.stop(),
  );
  const counted = async (outcome: string) => {
    const line = new RegExp(`radius_requests_total\\{[^}]*outcome="${outcome}"[^}]*\\} (\\d+)`);
    return Number(line.exec(await options.metrics.text())?.[1] ?? 0);
  };
  return { sink, listener, gateway, counted, options };
}

function call(session: string, status: number, more: TestAttribute[] = []): TestAttribute[] {
  return [
    [STATUS, status],
    [SESSION, session],
    [USER, '0312345678'],
    [CALLED, 'sip:010442079460000@carrier.example'],
    ...more,
  ];
}

const request = (session: string, status: number, more?: TestAttribute[]) =>
  encodeRequest(call(session, status, more), SECRET);

describe('an accounting request', () => {
  it('is written as a record, and answered', async () => {
    const { sink, gateway, counted } = await start();
    const requests = [
      request('a@b', START, [[EVENT_TIME, AT - 65]]),
      request('a@b', STOP, [
        [SECONDS, 60],
        [DELAY, 5],
      ]),
      request('f@b', FAILED, [[EVENT_TIME, AT - 5]]),
    ];
    for (const each of requests) await gateway.send(each);
    const answers = await gateway.waitFor(3);
    expect(answers.map((answer, i) => isResponseTo(answer, requests[i] as Buffer, SECRET))).toEqual(
      [true, true, true],
    );
    expect(sink.texts.map((text) => JSON.parse(text))).toMatchObject([
      {
        source: 'radius',
        callId: 'a@b',
        event: 'start',
        subscriber: 'line:0312345678',
        called: '010442079460000',
        answeredAt: '2026-01-05T09:58:55.000Z',
      },
      { event: 'stop', endedAt: '2026-01-05T09:59:55.000Z', durationSec: 60 },
      { callId: 'f@b/failed', event: 'stop', durationSec: 0 },
    ]);
    expect(await counted('answered')).toBe(3);
  });

  it('of Cisco’s gateways is read with its times', async () => {
    const { sink, gateway } = await start();
    await gateway.send(
      request('0000001A', STOP, [
        [[9, 24], 'h323-conf-id=A1 0 0 1'],
        [[9, 26], 'h323-call-origin=answer'],
        [[9, 25], 'h323-setup-time=*18:00:00.100 JST Mon Jan 5 2026'],
        [[9, 28], 'h323-connect-time=*18:00:05.100 JST Mon Jan 5 2026'],
        [[9, 29], 'h323-disconnect-time=*18:01:05.100 JST Mon Jan 5 2026'],
        [[9, 30], 'h323-disconnect-cause=10'],
        [[9, 1], 'h323-incoming-conf-id=x"y\n\tUser-Name = "evil'],
        [SECONDS, 60],
        [4, Buffer.from([10, 0, 0, 9])],
      ]),
    );
    await gateway.waitFor(1);
    expect(JSON.parse(sink.texts[0] ?? '')).toMatchObject({
      callId: 'A1 0 0 1/0000001A/answer',
      line: '0312345678',
      startedAt: '2026-01-05T09:00:00.100Z',
      answeredAt: '2026-01-05T09:00:05.100Z',
      endedAt: '2026-01-05T09:01:05.100Z',
      cause: 16,
      correlationId: 'A1 0 0 1',
    });
  });

  it('that is no record of a call is answered', async () => {
    const { sink, gateway, counted } = await start();
    await gateway.send(encodeRequest([[STATUS, ON]], SECRET));
    expect(await gateway.waitFor(1)).toHaveLength(1);
    expect([sink.writes, await counted('no-record')]).toEqual([0, 1]);
  });

  it('that cannot be used is kept as a reject, and answered', async () => {
    const { sink, gateway } = await start();
    await gateway.send(
      encodeRequest(
        [
          [STATUS, STOP],
          [SESSION, 'a@b'],
          [2, 'hunter22hunter22'],
          [200, Buffer.from([1, 2])],
        ],
        SECRET,
        7,
      ),
    );
    await gateway.waitFor(1);
    expect(sink.refused).toMatchObject([
      { reason: 'missing-field', field: 'subscriber', origin: 'radius:127.0.0.1#7' },
    ]);
    const raw = sink.refused[0]?.raw.toString() ?? '';
    expect(raw).toContain('\tAcct-Session-Id = "a@b"\n\tAttr-200 = 0x0102\n');
    expect(raw).not.toContain('hunter22');
  });

  it('gets back what proxies put in', async () => {
    const { gateway } = await start();
    const sent = request('a@b', START, [
      [33, 'one'],
      [33, 'two'],
    ]);
    await gateway.send(sent);
    const [answer] = await gateway.waitFor(1);
    expect(isResponseTo(answer as Buffer, sent, SECRET)).toBe(true);
    expect(answer?.subarray(20).toString('latin1')).toBe('!\x05one!\x05two');
  });

  it('that comes again is answered again, and written once', async () => {
    const { sink, gateway, counted } = await start();
    const sent = request('a@b', START);
    for (let i = 1; i <= 3; i++) {
      await gateway.send(sent);
      await gateway.waitFor(i);
    }
    expect(gateway.answers).toHaveLength(3);
    expect([sink.accepted.length, await counted('repeated')]).toEqual([1, 2]);
  });
});

describe('when records cannot be written', () => {
  it('it is silent, and takes the repeat once they can', async () => {
    let now = NOW;
    const { sink, gateway, counted } = await start({ now: () => now++ });
    const sent = request('a@b', START);
    await gateway.send(sent);
    await gateway.waitFor(1);
    sink.isDown = true;
    const second = request('c@d', START);
    await gateway.send(second);
    await setTimeout(150);
    expect(gateway.answers).toHaveLength(1);
    expect(await counted('not-written')).toBe(1);
    sink.isDown = false;
    await gateway.send(second);
    const answers = await gateway.waitFor(2);
    expect(isResponseTo(answers[1] as Buffer, second, SECRET)).toBe(true);
    expect(sink.callIds).toEqual(['a@b', 'c@d']);
  });

  it('it gives up a write that does not end, and answers none of it', async () => {
    const parts = collectorParts();
    const limits = { ...parts.options.limits, answerWithinMs: 50 };
    const { sink, gateway, counted } = await start({ limits });
    sink.delayMs = 400;
    await gateway.send(request('a@b', START));
    await setTimeout(200);
    expect([gateway.answers.length, await counted('not-written')]).toEqual([0, 1]);
  });

  it('it answers on stopping what is being written', async () => {
    const { sink, gateway, listener } = await start();
    sink.delayMs = 100;
    await gateway.send(request('a@b', START));
    await setTimeout(30);
    const stopped = listener.stop();
    ends.splice(1);
    await stopped;
    expect(await gateway.waitFor(1)).toHaveLength(1);
  });

  it('it keeps the order, and loses none of a burst that it answered', async () => {
    const { sink, gateway } = await start();
    sink.delayMs = 5;
    const sessions = Array.from({ length: 300 }, (_, i) => `s${i}@x`);
    for (const [i, session] of sessions.entries()) {
      await gateway.send(encodeRequest(call(session, START), SECRET, i % 256));
    }
    await gateway.waitFor(300);
    expect(gateway.answers).toHaveLength(300);
    expect(sink.callIds).toEqual(sessions);
    expect(sink.writes).toBeLessThan(300);
  });
});

describe('what is not to be trusted', () => {
  it.each([
    ['a wrong secret', encodeRequest(call('a@b', START), 'another-secret'), 'bad-authenticator'],
    ['another packet', encodeRequest(call('a@b', START), SECRET, 1, 1), 'no-request'],
    ['half a packet', request('a@b', START).subarray(0, 30), 'malformed'],
    ['nothing', Buffer.alloc(0), 'malformed'],
    ['too much', Buffer.alloc(5000, 4), 'malformed'],
    [
      'a length of nothing',
      encodeRequest([[1, Buffer.alloc(0)]], SECRET).fill(0, 21, 22),
      'malformed',
    ],
  ])('is dropped and counted: %s', async (_name, datagram, outcome) => {
    const { sink, gateway, counted } = await start();
    await gateway.send(datagram);
    await gateway.send(request('good@b', START));
    expect(await gateway.waitFor(1)).toHaveLength(1);
    expect(await counted(outcome)).toBe(1);
    expect(sink.callIds).toEqual(['good@b']);
  });

  it('is dropped from a client that nobody named', async () => {
    const { sink, gateway, counted } = await start({}, `192.0.2.0/24 ${SECRET}`);
    await gateway.send(request('a@b', START));
    await gateway.waitFor(1, 150);
    expect([gateway.answers.length, sink.writes, await counted('unknown-client')]).toEqual([
      0, 0, 1,
    ]);
  });

  it('never ends the listener, whatever the bytes', async () => {
    const { sink, gateway, counted } = await start();
    const good = request('a@b', STOP, [[[9, 25], 'h323-setup-time=18:00:00 JST Mon Jan 5 2026']]);
    for (let i = 0; i < 2000; i++) {
      const bytes = i % 2 === 0 ? randomBytes(i % 300) : Buffer.from(good);
      if (i % 2 === 1) bytes[i % bytes.length] = i & 255;
      await gateway.send(bytes);
      // Attributes that make no sense, from who knows the secret.
      if (i % 10 === 0) {
        const values: TestAttribute[] = [40, 44, 26, 55, 1, 4].map((type) => [
          type,
          randomBytes(i % 40),
        ]);
        await gateway.send(encodeRequest(values, SECRET));
      }
    }
    await gateway.send(request('last@b', START));
    await expect.poll(() => sink.callIds.at(-1), { timeout: 5000 }).toBe('last@b');
    expect(await counted('malformed')).toBeGreaterThan(500);
  });
});
