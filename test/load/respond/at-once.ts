import { decisionJob, JOB_OPTIONS, QUEUE } from '@sekisho/restrictions';
import { buildDecision } from '@sekisho/restrictions/testing';
import { Queue } from 'bullmq';
import { Redis } from 'ioredis';
import { eventually } from '../../support/eventually.ts';
import type { BenchServers } from '../stream/bench-servers.ts';
import { quantile, seconds } from '../stream/figures.ts';
import { appliedAt } from './applied.ts';
import { roundTrips } from './round-trips.ts';
import { startServices } from './services.ts';
import { openStand, type Stand } from './stand.ts';
import { printFigure } from './table.ts';

const PARTITIONS = 1;
const WITHIN_MS = 300_000;

/** So many decisions at once → all barred and read back, by one enforcer on one Kamailio. */
export async function atOnce(servers: BenchServers, count: number): Promise<void> {
  await using stand = await openStand(servers.databaseUrl);
  const stream = await servers.open(PARTITIONS);
  await using _enforcer = await startServices(['enforcer'], { ...stream.env, ...stand.env });
  const reference = await roundTrips(stand);
  const subscribers = Array.from({ length: count }, (_, n) => `sub-${n}`);
  const startedAt = Date.now();
  await enqueue(servers.redisUrl, stream.env['QUEUE_PREFIX']!, subscribers);
  await eventually(async () => (await countApplied(stand)) === count, WITHIN_MS);
  const applied = await appliedAt(stand.ledger, subscribers);
  const waits = [...applied.values()].map((at) => at - startedAt).sort((a, b) => a - b);
  const held = await countHeld(stand);
  const most = waits.at(-1) ?? Number.NaN;
  const figure = `${seconds(most)}, half in ${seconds(quantile(waits, 0.5))}, ${Math.round((count * 1000) / most)}/s`;
  if (held !== count) throw new Error(`Kamailio holds ${held} of ${count} bars`);
  printFigure(`${count.toLocaleString('en')} decisions at once → all read back`, figure, reference);
  await stream.engine.close();
}

async function enqueue(redisUrl: string, prefix: string, subscribers: readonly string[]) {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const queue = new Queue(QUEUE, { connection, prefix });
  const now = Date.now();
  const jobs = subscribers.map((subscriber) =>
    decisionJob(buildDecision(now, { subscriber }), true),
  );
  await queue.addBulk(
    jobs.map(({ name, id, data }) => ({ name, data, opts: { ...JOB_OPTIONS, jobId: id } })),
  );
  await queue.close();
  connection.disconnect();
}

async function countApplied({ ledger }: Stand): Promise<number> {
  const [row] = await ledger.run<{ count: string }>(
    "select count(*)::text as count from restriction where state = 'applied'",
  );
  return Number(row?.count);
}

async function countHeld({ lab }: Stand): Promise<number> {
  const slots = (await lab.switch.rpc('htable.dump', ['bar'])) as { slot: unknown[] }[];
  return slots.reduce((sum, { slot }) => sum + slot.length, 0);
}
