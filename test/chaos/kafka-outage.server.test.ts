import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Infra, startInfra } from '@sekisho/infra';
import {
  type Assignment,
  type Consumer,
  KafkaError,
  type Producer,
  startConsumer,
  startProducer,
} from '@sekisho/kafka';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

const TOPIC = 'outage';
const WAIT = { timeout: 90_000, interval: 50 };
let dir: string;
let infra: Infra;
let brokers: string[];

// Servers of its own: the others' tests would not like theirs to be killed.
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sekisho-outage-'));
  infra = await startInfra({ dir, tied: true, topics: [{ topic: TOPIC, partitions: 6 }] });
  brokers = infra.environment['KAFKA_BROKERS']!.split(',');
});

// Each test kills the broker, and one that fails leaves it dead.
beforeEach(() => infra.servers.kafka.start());

afterAll(async () => {
  await infra?.stop();
  await rm(dir, { recursive: true, force: true });
});

interface Reading {
  consumer: Consumer;
  assignments: Assignment[];
  revocations: number;
  seen: Set<string>;
  /** Records that neither follow the last one nor begin at the committed offset. */
  gaps: number;
  stop(): Promise<void>;
}

test('a broker that is killed and comes back: all goes on, and nothing is lost', async () => {
  const reading = await startReading();
  const producer = await startProducer({ brokers, clientId: 'test', timeoutMs: 3000 });
  const sending = startSending(producer);
  await expect.poll(() => reading.seen.size, WAIT).toBeGreaterThan(500);
  await infra.servers.kafka.kill('SIGKILL');
  // Longer than the session: what is owned must be let go although nobody says so.
  await expect.poll(() => reading.consumer.isConnected, WAIT).toBe(false);
  await expect.poll(() => reading.assignments.length - reading.revocations, WAIT).toBe(0);
  await expect.poll(() => sending.failures, WAIT).toContain('unreachable');
  await infra.servers.kafka.start();
  const before = reading.seen.size;
  await expect.poll(() => reading.seen.size, WAIT).toBeGreaterThan(before + 500);
  await sending.stop();
  const missing = () => [...sending.acknowledged].filter((value) => !reading.seen.has(value));
  await expect.poll(missing, WAIT).toEqual([]);
  expect(reading.gaps).toBe(0);
  expect(reading.assignments.length).toBe(reading.revocations + 1);
  expect(reading.consumer.isConnected).toBe(true);
  expect(new Set(sending.failures)).toEqual(new Set(['unreachable']));
  await producer.stop();
  await reading.stop();
});

test('without a broker everything still stops', async () => {
  const reading = await startReading();
  const producer = await startProducer({ brokers, clientId: 'test', timeoutMs: 60_000 });
  await expect.poll(() => reading.assignments.length, WAIT).toBe(1);
  await infra.servers.kafka.kill('SIGKILL');
  const sent = producer.send(TOPIC, [{ key: 'k', value: 'v' }]);
  const failed = expect(sent).rejects.toMatchObject({ code: 'unreachable' });
  const since = performance.now();
  await Promise.all([reading.stop(), producer.stop(), failed]);
  expect(performance.now() - since).toBeLessThan(12_000);
});

async function startReading(): Promise<Reading> {
  const next = new Map<number, number>();
  const expected = new Map<number, number>();
  const reading = {
    assignments: [],
    revocations: 0,
    seen: new Set(),
    gaps: 0,
  } as unknown as Reading;
  reading.consumer = await startConsumer(
    { brokers, clientId: 'test', group: 'outage-group', topic: TOPIC, sessionTimeoutMs: 6000 },
    {
      onRevoke: () => {
        reading.revocations++;
      },
      onAssign: async (assignment) => {
        next.clear();
        for (const { partition, committed } of assignment.partitions) {
          expected.set(partition, committed ?? 0);
        }
        reading.assignments.push(assignment);
      },
      onBatch: async ({ partition, records }) => {
        if (records[0]?.offset !== expected.get(partition)) reading.gaps++;
        for (const { value } of records) reading.seen.add(String(value));
        expected.set(partition, records.at(-1)!.offset + 1);
        next.set(partition, records.at(-1)!.offset + 1);
      },
      onFailure: (error) => {
        throw error;
      },
    },
  );
  const committing = setInterval(() => {
    reading.consumer.commit(new Map(next)).catch((error: unknown) => {
      if (!(error instanceof KafkaError)) throw error;
    });
  }, 300);
  reading.stop = async () => {
    clearInterval(committing);
    await reading.consumer.stop();
  };
  return reading;
}

function startSending(producer: Producer) {
  const acknowledged = new Set<string>();
  const failures: string[] = [];
  let isSending = true;
  let sent = 0;
  const send = async () => {
    const values = Array.from({ length: 50 }, () => String(sent++));
    try {
      await producer.send(
        TOPIC,
        values.map((value) => ({ key: `key-${Number(value) % 50}`, value })),
      );
      for (const value of values) acknowledged.add(value);
    } catch (error) {
      failures.push((error as KafkaError).code);
    }
  };
  const running = (async () => {
    while (isSending) {
      await send();
      await pause(20);
    }
  })();
  return {
    acknowledged,
    failures,
    stop: () => {
      isSending = false;
      return running;
    },
  };
}
