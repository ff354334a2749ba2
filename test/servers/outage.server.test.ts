import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Infra, startInfra } from '@sekisho/infra';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { expectSameAlerts } from '../support/compare.ts';
import { expectJobs, expectStepsOnce, jobsOf } from '../support/decisions.ts';
import { eventually } from '../support/eventually.ts';
import { expectCalls, expectedOf } from '../support/expected.ts';
import { LiveTraffic } from '../support/live-traffic.ts';
import { scratchFolder } from '../support/scratch-folder.ts';
import { Stream } from '../support/stream.ts';
import { attack } from '../support/traffic.ts';

/** `OUTAGE_SECONDS=600` for the real thing. */
const GIVEN = process.env['OUTAGE_SECONDS'];
const SHORT_MS = Number(GIVEN ?? 16) * 1000;
const LONG_MS = Number(GIVEN ?? 45) * 1000;
const USUAL_DELAY_MS = 3000;
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

/** Its job is there soon after the records were written, whatever else does not answer. */
async function expectActedOn(stream: Stream, subscriber: string, written: Promise<void>) {
  await written;
  const from = performance.now();
  const isThere = async () =>
    (await jobsOf(stream)).some(({ data }) => data.subscriber === subscriber);
  await eventually(isThere, 20_000);
  expect(performance.now() - from).toBeLessThan(USUAL_DELAY_MS);
}
