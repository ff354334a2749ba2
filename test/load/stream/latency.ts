import { setTimeout as pause } from 'node:timers/promises';
import { type Producer, startProducer } from '@sekisho/kafka';
import { QUEUE } from '@sekisho/restrictions';
import { QueueEvents } from 'bullmq';
import { Redis } from 'ioredis';
import { eventually } from '../../support/eventually.ts';
import { Service } from '../../support/service.ts';
import type { BenchServers, BenchStream } from './bench-servers.ts';
import { quantile, report } from './figures.ts';

const PARTITIONS = 12;
const SUBSCRIBERS = 10_000;
const TICK_MS = 20;
const ATTACKS_PER_SECOND = 4;
const CALLS_OF_AN_ATTACK = 30;
const WARM_UP_MS = 5000;

/** Deciding record written → job finished by the enforcer, under load. */
export async function latency(servers: BenchServers, rate: number, forMs: number): Promise<void> {
  const stream = await servers.open(PARTITIONS);
  const detector = await Service.start('detector', stream.env);
  const enforcer = await Service.start('enforcer', { ...stream.env, ENFORCE_SERVICES: '*' });
  const producer = await startProducer({ brokers: servers.brokers, clientId: 'bench' });
  const finished = watchJobs(servers.redisUrl, stream);
  const written = await attackUnderLoad(producer, stream.topic, rate, forMs);
  await eventually(async () => {
    const ended = await finished.bySubscriber();
    return [...written.keys()].every((subscriber) => ended.has(subscriber));
  }, 60_000);
  const ended = await finished.bySubscriber();
  const waits = [...written]
    .map(([subscriber, at]) => ended.get(subscriber)! - at)
    .sort((a, b) => a - b);
  report(
    `Kafka → job finished at ${rate.toLocaleString('en')}/s, ${waits.length} attacks`,
    `p50 ${Math.round(quantile(waits, 0.5))} ms`,
    `p99 ${Math.round(quantile(waits, 0.99))} ms`,
    `most ${Math.round(waits.at(-1)!)} ms`,
  );
  await finished.stop();
  await producer.stop();
  await detector.stop();
  await enforcer.stop();
  await stream.engine.close();
}

/** Writes harmless records at a rate, attacks among them; when each attack was fully written. */
async function attackUnderLoad(
  producer: Producer,
  topic: string,
  rate: number,
  forMs: number,
): Promise<Map<string, number>> {
  const written = new Map<string, number>();
  const startedAt = Date.now();
  const sending: Promise<void>[] = [];
  let sent = 0;
  let attacks = 0;
  for (let now = startedAt; now < startedAt + forMs; now = Date.now()) {
    const due = Math.floor(((now - startedAt) / 1000) * rate);
    const lines = Array.from({ length: due - sent }, (_, i) => harmless(sent + i, now));
    sent = due;
    sending.push(producer.send(topic, lines));
    const isWarm = now - startedAt > WARM_UP_MS;
    if (isWarm && attacks < ((now - startedAt - WARM_UP_MS) / 1000) * ATTACKS_PER_SECOND) {
      const subscriber = `attacked-${attacks++}`;
      sending.push(
        producer.send(topic, attack(subscriber, now)).then(() => {
          written.set(subscriber, Date.now());
        }),
      );
    }
    await pause(TICK_MS);
  }
  await Promise.all(sending);
  return written;
}

/** One call in a hundred goes abroad, unanswered, each of another subscriber: no rule minds. */
function harmless(n: number, now: number) {
  const isAbroad = n % 100 === 0;
  const subscriber = `s${(isAbroad ? n / 100 : n) % SUBSCRIBERS}`;
  const called = isAbroad ? `0101212555${String(n % 10_000).padStart(4, '0')}` : '0312345678';
  return message(subscriber, `c${n}`, called, now, isAbroad ? 0 : 60_000);
}

function attack(subscriber: string, now: number) {
  return Array.from({ length: CALLS_OF_AN_ATTACK }, (_, n) =>
    message(subscriber, `a${n}`, `0102246012${String(n).padStart(4, '0')}`, now, 1_200_000),
  );
}

function message(subscriber: string, callId: string, called: string, now: number, talkMs: number) {
  const record = { callId, subscriber, called, startedAt: now - talkMs, endedAt: now };
  const answered = talkMs > 0 ? { answeredAt: now - talkMs } : {};
  return { key: subscriber, value: JSON.stringify({ ...record, ...answered }) };
}

interface JobsWatched {
  /** Epoch ms at which each subscriber's first job ended. */
  bySubscriber(): Promise<Map<string, number>>;
  stop(): Promise<void>;
}

function watchJobs(redisUrl: string, { env, engine }: BenchStream): JobsWatched {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null });
  const events = new QueueEvents(QUEUE, { connection, prefix: env['QUEUE_PREFIX']! });
  const endedAt = new Map<string, number>();
  // Events carry Redis' own time in their id; heard of at once, the difference is small.
  events.on('completed', ({ jobId }) => {
    if (!endedAt.has(jobId)) endedAt.set(jobId, Date.now());
  });
  return {
    async bySubscriber() {
      const rows = await engine.query<{ restrictionId: string; subscriber: string }>(
        `select distinct restriction_id as restrictionId, subscriber from alert_version
          where restriction_id != ''`,
      );
      const known = rows.filter(({ restrictionId }) => endedAt.has(restrictionId));
      return new Map(
        known.map(({ restrictionId, subscriber }) => [subscriber, endedAt.get(restrictionId)!]),
      );
    },
    async stop() {
      await events.close();
      connection.disconnect();
    },
  };
}
