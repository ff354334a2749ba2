import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Infra, startInfra } from '@sekisho/infra';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { expectSameAlerts } from '../support/compare.ts';
import { expectJobs, expectStepsOnce, jobsOf } from '../support/decisions.ts';
import { eventually } from '../support/eventually.ts';
import { expectCalls, expectedOf } from '../support/expected.ts';
import { given } from '../support/given.ts';
import { LiveTraffic } from '../support/live-traffic.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { Stream } from '../support/stream.ts';
import { attack, leg, linesFrom, office } from '../support/traffic.ts';

/** `OUTAGE_SECONDS=600` for the real thing. */
const GIVEN = process.env['OUTAGE_SECONDS'];
const SHORT_MS = Number(GIVEN ?? 16) * 1000;
const LONG_MS = Number(GIVEN ?? 45) * 1000;
/** On a quiet machine well under a second and a half, see `npm run bench:stream`. */
const USUAL_DELAY_MS = 5000;
const folder = scratchFolder();
let dir: string;
let infra: Infra;

// Servers of its own: the others' tests would not like theirs to be killed.
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sekisho-outages-'));
  infra = await startInfra({ dir, tied: true, topics: [] });
  Object.assign(process.env, infra.environment);
});

afterAll(async () => {
  await infra?.stop();
  await rm(dir, { recursive: true, force: true });
});

const attackNow = (subscriber: string) => attack(subscriber, Date.now() - 8 * 60_000);

const OUTAGES = [
  { server: 'clickhouse', how: 'SIGKILL', lastsMs: LONG_MS, isActing: true, tells: 'insert' },
  { server: 'clickhouse', how: 'SIGSTOP', lastsMs: LONG_MS, isActing: true, tells: 'insert' },
  { server: 'redis', how: 'SIGKILL', lastsMs: SHORT_MS, isActing: false, tells: 'redis' },
  { server: 'redis', how: 'SIGSTOP', lastsMs: SHORT_MS, isActing: false, tells: 'enqueue' },
  { server: 'kafka', how: 'SIGKILL', lastsMs: SHORT_MS, isActing: false, tells: 'kafka' },
  { server: 'kafka', how: 'SIGSTOP', lastsMs: SHORT_MS, isActing: false, tells: 'kafka' },
] as const;

describe('a server that is gone for a while', () => {
  it.each(OUTAGES)(
    '$server, $how: nothing is lost or doubled, and health says so',
    async ({ server, how, lastsMs, isActing, tells }) => {
      const stream = await Stream.open(4);
      const detector = await stream.start('detector');
      const traffic = new LiveTraffic(stream);
      await traffic.write(attackNow('before'));
      await eventually(async () => (await jobsOf(stream)).length > 0);
      expect(await detector.health()).toMatchObject({ healthy: true });

      await infra.servers[server].kill(how);
      const goneAt = performance.now();
      const comeBack = async () => {
        await infra.servers[server].kill('SIGCONT');
        await infra.servers[server].start();
      };
      onTestFinished(comeBack);
      await pause(lastsMs / 4);
      const written = traffic.write(attackNow('meanwhile'));
      if (isActing) await expectActedOn(stream, 'meanwhile', written);
      await eventually(async () => !(await detector.health()).healthy, lastsMs);
      expect(JSON.stringify((await detector.health()).problems)).toContain(tells);
      await pause(Math.max(0, lastsMs - (performance.now() - goneAt)));
      await comeBack();

      await eventually(async () => (await detector.health()).healthy, 60_000);
      await written;
      await traffic.write(attackNow('after'));
      await pause(1000);
      await traffic.stop();
      await stream.processed();
      await stream.producer.stop();
      const expected = await expectedOf(folder, traffic.lines);
      await expectCalls(stream, expected);
      await expectSameAlerts(stream, expected.replayed);
      await expectJobs(stream, expected.replayed);
      await expectStepsOnce(stream);
      await detector.stop();
    },
    3 * LONG_MS + 120_000,
  );
});

describe('servers that come after the detector', () => {
  it.each(['clickhouse', 'kafka'] as const)('%s is waited for', async (server) => {
    const stream = await Stream.open(2);
    await infra.servers[server].kill('SIGKILL');
    onTestFinished(() => infra.servers[server].start());
    const starting = stream.start('detector');
    await pause(3000);
    await infra.servers[server].start();
    const detector = await starting;
    expect(detector.log).toContain('it waits for');
    await stream.produce(linesFrom(attackNow('victim')));
    await stream.processed();
    expect(await jobsOf(stream)).toHaveLength(1);
    await detector.stop();
  });
});

describe('ClickHouse gone', () => {
  it('right after a restart: a stop that leaves its number out holds up no attack', async () => {
    const stream = await Stream.open(1);
    const killed = await stream.start('detector');
    const [start, ...rest] = leg({
      subscriber: 'office',
      callId: 'up',
      called: '0355501234',
      startedAt: Date.now() - 50_000,
      talkMs: 40_000,
    });
    await stream.produce(linesFrom([start!]));
    await stream.processed();
    await killed.kill('SIGKILL');
    await stream.forgetKilled();
    const detector = await stream.start('detector');
    await eventually(async () => (await detector.metric('partitions')) === 1);
    await stream.produce(linesFrom(attackNow('victim').slice(0, 4)));
    await stream.processed();
    await infra.servers.clickhouse.kill('SIGKILL');
    onTestFinished(() => infra.servers.clickhouse.start());
    const written = stream.produce(linesFrom([...rest, ...attackNow('victim')]));
    await expectActedOn(stream, 'victim', written);
  });

  it('and hanging: the detector stops in time, and what it left undone is done after', async () => {
    const stream = await Stream.open(2);
    const stopped = await stream.start('detector');
    const traffic = new LiveTraffic(stream);
    await stream.processed();
    await infra.servers.clickhouse.kill('SIGSTOP');
    onTestFinished(() => infra.servers.clickhouse.kill('SIGCONT'));
    await traffic.write(attackNow('victim'));
    await pause(2000);
    await stopped.stop();
    await infra.servers.clickhouse.kill('SIGCONT');
    await stream.start('detector');
    await traffic.stop();
    await stream.processed();
    const expected = await expectedOf(folder, traffic.lines);
    await expectCalls(stream, expected);
    await expectSameAlerts(stream, expected.replayed);
    await expectJobs(stream, expected.replayed);
    await expectStepsOnce(stream);
  });
});

describe('more pending than memory should hold', () => {
  it('reading waits, the detector stops in time all the same, and nothing is lost', async () => {
    const stream = await Stream.open(2);
    const stopped = await stream.start('detector', { MAX_PENDING_MIB: '1' });
    const traffic = new LiveTraffic(stream);
    await traffic.stop();
    await stream.processed();
    await infra.servers.clickhouse.kill('SIGSTOP');
    onTestFinished(() => infra.servers.clickhouse.kill('SIGCONT'));
    const from = Date.now() - 50 * 60_000;
    const busy = Array.from({ length: 400 }, (_, n) => office(`busy-${n}`, from));
    for (let n = 0; n < busy.length; n += 40) await traffic.write(busy.slice(n, n + 40).flat());
    await eventually(async () => (await stopped.metric('pending_bytes')) > 1_048_576);
    await pause(2000);
    const processed = await stopped.metric('records_total');
    await pause(2000);
    expect(await stopped.metric('records_total')).toBe(processed);
    expect(processed).toBeLessThan(traffic.lines.length);
    await stopped.stop();
    expect(stopped.log).not.toContain('consumer did not stop in time');
    await infra.servers.clickhouse.kill('SIGCONT');
    await stream.start('detector');
    await stream.processed();
    await expectCalls(stream, await expectedOf(folder, traffic.lines));
  });
});

describe('Redis emptied', () => {
  it('while the enforcer does not look: its sweep finds every decision', async () => {
    const stream = await Stream.open(4);
    await stream.start('detector');
    const enforcing = { ENFORCE_SERVICES: '*', TARGET: 'dry-run', SWEEP_EVERY: '2s' };
    const enforcer = await stream.start('enforcer', enforcing);
    const from = Date.now() - 8 * 60_000;
    await stream.produce(linesFrom(attack(`${stream.topic}-1`, from)));
    await eventually(async () => (await states(stream)).join() === 'applied');

    enforcer.signal('SIGSTOP');
    await stream.produce(linesFrom([2, 3].flatMap((n) => attack(`${stream.topic}-${n}`, from))));
    await stream.processed();
    expect((await jobsOf(stream)).length).toBeGreaterThan(2);
    const redis = new Redis(given('REDIS_URL'));
    await redis.flushall();
    redis.disconnect();
    expect(await jobsOf(stream)).toEqual([]);
    enforcer.signal('SIGCONT');
    await eventually(async () => (await states(stream)).join() === 'applied,applied,applied');
    expect((await enforcer.health()).healthy).toBe(true);
    await enforcer.stop();
  });
});

async function states(stream: Stream): Promise<string[]> {
  const rows = await stream.ask<{ state: string }>('select state from restriction');
  return rows.map(({ state }) => state);
}

/** Its job is there soon after the records were written, whatever else does not answer. */
async function expectActedOn(stream: Stream, subscriber: string, written: Promise<void>) {
  await written;
  const from = performance.now();
  const isThere = async () =>
    (await jobsOf(stream)).some(({ data }) => data.subscriber === subscriber);
  await eventually(isThere, 20_000);
  expect(performance.now() - from).toBeLessThan(USUAL_DELAY_MS);
}
