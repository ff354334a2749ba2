import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Engine, migrate, openRemoteEngine } from '@sekisho/clickhouse';
import { ensureTopics, type Producer, sekishoTopics, startProducer } from '@sekisho/kafka';
import { migrateLedger } from '@sekisho/ledger';
import { onTestFinished } from 'vitest';
import type { CrashPoint } from './crash-points.ts';
import { eventually } from './eventually.ts';
import { evictMembers } from './evict.ts';
import { given } from './given.ts';
import { lagOf } from './lag.ts';
import { PLAIN_RULES } from './plain-rules.ts';
import { produceLines } from './produce.ts';
import { Service } from './service.ts';

/** For so long the tests' own producer waits for a broker that is gone. */
const LONGEST_OUTAGE_MS = 900_000;
const CRASHING = fileURLToPath(new URL('./crash-detector.ts', import.meta.url));

/** A topic, a database and a queue of one test's own on the real servers. */
export class Stream {
  readonly topic: string;
  readonly engine: Engine;
  readonly producer: Producer;
  /** For the services. */
  readonly env: Readonly<Record<string, string>>;
  readonly #services = new Set<Service>();

  private constructor(topic: string, engine: Engine, producer: Producer) {
    this.topic = topic;
    this.engine = engine;
    this.producer = producer;
    this.env = {
      KAFKA_TOPIC: topic,
      KAFKA_GROUP: topic,
      CLICKHOUSE_DATABASE: topic,
      QUEUE_PREFIX: topic,
      RULES_FILE: PLAIN_RULES,
    };
  }

  /** Opens a stream that is closed when the test is finished; concurrent ones name their own end. */
  static async open(partitions = 6, whenFinished = onTestFinished): Promise<Stream> {
    const topic = `t${randomBytes(6).toString('hex')}`;
    await ensureTopics(brokers(), sekishoTopics(topic, partitions));
    const engine = await openRemoteEngine({ url: given('CLICKHOUSE_URL'), database: topic });
    await migrate(engine);
    await migrateLedger(given('DATABASE_URL'));
    const producer = await startProducer({
      brokers: brokers(),
      clientId: 'test',
      timeoutMs: LONGEST_OUTAGE_MS,
    });
    const stream = new Stream(topic, engine, producer);
    whenFinished(() => stream.#close());
    return stream;
  }

  async start(name: string, env: Readonly<Record<string, string>> = {}): Promise<Service> {
    const service = await Service.start(name, { ...this.env, ...env });
    this.#services.add(service);
    return service;
  }

  /** Starts a detector that kills itself at a point of its first flush that decides. */
  async startCrashing(
    at: CrashPoint,
    env: Readonly<Record<string, string>> = {},
  ): Promise<Service> {
    const given = { ...this.env, ...env, CRASH_AT: at };
    const service = await Service.start('crash', given, [CRASHING]);
    this.#services.add(service);
    return service;
  }

  /** Lets the group forget those who were killed, as it does when their session is over. */
  async forgetKilled(): Promise<void> {
    await evictMembers(brokers()[0]!, this.topic);
  }

  async produce(lines: readonly string[]): Promise<void> {
    await produceLines(this.producer, this.topic, lines);
  }

  async produceFile(file: string): Promise<void> {
    await this.produce(linesOf(file));
  }

  async ask<T>(sql: string): Promise<T[]> {
    return this.engine.query<T>(
      `${sql} settings output_format_json_quote_64bit_integers = 0, output_format_json_quote_decimals = 0`,
    );
  }

  /** Waits until the group has committed all that was written. */
  async processed(withinMs = 60_000): Promise<void> {
    const lag = () => lagOf(brokers(), this.topic, this.topic);
    await eventually(async () => (await lag()) === 0, withinMs).catch(async (cause: unknown) => {
      const logs = [...this.#services].map(({ log }) => log.slice(-3000)).join('\n');
      throw new Error(`a lag of ${await lag()} stays\n${logs}`, { cause });
    });
  }

  async #close(): Promise<void> {
    for (const service of this.#services) await service.kill('SIGKILL');
    await this.producer.stop();
    await this.engine.command(`drop database if exists ${this.topic}`);
    await this.engine.close();
  }
}

export function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

export function brokers(): string[] {
  return given('KAFKA_BROKERS').split(',');
}
