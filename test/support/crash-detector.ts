import { readFileSync } from 'node:fs';
import { openRemoteEngine, openStore } from '@sekisho/clickhouse';
import { numberKey } from '@sekisho/detector';
import { createStreamEvents, StreamDetector } from '@sekisho/detector/stream';
import { createJobQueue, createRejectedTopic } from '@sekisho/detector/stream-effects';
import { startConsumer, startProducer } from '@sekisho/kafka';
import { loadDirectory, loadNumbering, loadRuleSet } from '@sekisho/reference';
import { createLog, createMetrics } from '@sekisho/runtime';
import {
  between,
  crashingEngine,
  crashingQueue,
  crashingTopic,
  watchDecisions,
} from './crashing.ts';
import { given } from './given.ts';

// The detector, made of its parts, that kills itself at CRASH_AT of its first flush that decides.
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
