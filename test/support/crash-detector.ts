import { readFileSync } from 'node:fs';
import { type Engine, openRemoteEngine, openStore, type Store } from '@sekisho/clickhouse';
import { numberKey } from '@sekisho/detector';
import {
  createJobQueue,
  createRejectedTopic,
  createStreamEvents,
  type JobQueue,
  type RejectedTopic,
  StreamDetector,
} from '@sekisho/detector/stream';
import { startConsumer, startProducer } from '@sekisho/kafka';
import { loadDirectory, loadNumbering, loadRuleSet } from '@sekisho/reference';
import { createLog, createMetrics } from '@sekisho/runtime';
import type { CrashPoint } from './crash-points.ts';
import { given } from './given.ts';

/** The detector, made of its parts, that kills itself at CRASH_AT of its first flush that decides. */
const crashAt = given('CRASH_AT');
let isDeciding = false;

function reach(point: CrashPoint): void {
  if (isDeciding && point === crashAt) process.kill(process.pid, 'SIGKILL');
}

/** `what` between two points, of which either may not be one. */
async function between<T>(point: string, what: () => Promise<T>): Promise<T> {
  reach(`before ${point}` as CrashPoint);
  const result = await what();
  reach(`after ${point}` as CrashPoint);
  return result;
}

function crashingEngine(engine: Engine): Engine {
  return {
    query: (sql, params) => engine.query(sql, params),
    rows: (sql, params) => engine.rows(sql, params),
    text: (sql, format) => engine.text(sql, format),
    close: () => engine.close(),
    command: (sql, params) =>
      sql.trimStart().startsWith('insert into cdr')
        ? between('adopting', () => engine.command(sql, params))
        : engine.command(sql, params),
    insertRowBinary: (table, columns, bytes) =>
      between(table.startsWith('cdr_') ? 'waiting rows' : table, () =>
        engine.insertRowBinary(table, columns, bytes),
      ),
  };
}

function watchDecisions(store: Store): Store {
  const { appendAlertVersion } = store;
  store.appendAlertVersion = (row) => {
    isDeciding ||= row.restrictionId !== undefined;
    appendAlertVersion.call(store, row);
  };
  return store;
}

function crashingQueue(queue: JobQueue): Pick<JobQueue, 'enqueue'> {
  return { enqueue: (...job) => between('enqueue', () => queue.enqueue(...job)) };
}

function crashingTopic(rejected: RejectedTopic): RejectedTopic {
  return { publish: (records) => between('publish', () => rejected.publish(records)) };
}

const log = createLog('detector');
const brokers = given('KAFKA_BROKERS').split(',');
const topic = given('KAFKA_TOPIC');
const numbering = loadNumbering();
const engine = crashingEngine(
  await openRemoteEngine({ url: given('CLICKHOUSE_URL'), database: topic }),
);
const store = watchDecisions(await openStore(engine));
const producer = await startProducer({ brokers, clientId: 'crash' });
const detector: StreamDetector = new StreamDetector({
  numbering,
  ruleSet: loadRuleSet(process.env['RULES_FILE']),
  directory: loadDirectory(undefined, numbering),
  numberKey: numberKey(readFileSync(given('SEKISHO_KEY_FILE'), 'utf8').trim()),
  engine,
  store,
  topic,
  checkTopic: async () => undefined,
  queue: crashingQueue(
    createJobQueue({
      redisUrl: given('REDIS_URL'),
      prefix: given('QUEUE_PREFIX'),
      log,
      signal: new AbortController().signal,
    }),
  ),
  rejected: crashingTopic(createRejectedTopic(producer, topic)),
  commit: (next) => between('commit', () => consumer.commit(next)),
  maxPendingBytes: 100_000_000,
  events: createStreamEvents(createMetrics('detector'), (error) => {
    throw error;
  }),
  log,
  now: Date.now,
});
const group = given('KAFKA_GROUP');
const consumer = await startConsumer({ brokers, clientId: 'crash', group, topic }, detector);
process.stdout.write('sekisho crash ready\n');
