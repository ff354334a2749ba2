import { openRemoteEngine, openStore } from '@sekisho/clickhouse';
import { describeTopic, endOffsets, startConsumer, startProducer } from '@sekisho/kafka';
import { openLedger } from '@sekisho/ledger';
import {
  createDirectorySource,
  loadAddressCountries,
  loadNumbering,
  loadRuleSet,
} from '@sekisho/reference';
import type { RuleSet } from '@sekisho/rules';
import {
  createLog,
  createMetrics,
  type EnvironmentVariables,
  HealthChecks,
  type Lifetime,
  type Log,
  onHangUp,
  repeat,
  runService,
  startOperationsServer,
  tellProblems,
  waitAtMost,
} from '@sekisho/runtime';
import { type DetectorEnvironment, readDetectorEnvironment } from './env.ts';
import { numberKey } from './number-key.ts';
import { Awaiting } from './stream/awaiting.ts';
import { followCandidate, loadCandidate } from './stream/candidate-rules.ts';
import { createJobQueue } from './stream/decision-queue.ts';
import { createRangeCalls } from './stream/range-calls.ts';
import { createRejectedTopic } from './stream/rejected-topic.ts';
import { tellSettings } from './stream/settings-metrics.ts';
import { startRanges } from './stream/start-ranges.ts';
import { StreamDetector } from './stream/stream-detector.ts';
import { checkDetector, createStreamEvents, measureDetector } from './stream/stream-metrics.ts';
import { checkTopic, refuseChange } from './stream/topic-guard.ts';

const ENDS_EVERY_MS = 10_000;
/** Of the time in which a service stops, so long effects may take to be made. */
const DRAIN_WITHIN_MS = 5000;

/** The detector as a service: Kafka in, ClickHouse and BullMQ out. Runs until it is told to stop. */
export async function runDetector(variables: EnvironmentVariables): Promise<void> {
  const env = readDetectorEnvironment(variables);
  const log = createLog('detector');
  await runService('detector', log, (lifetime, fail) => start(env, log, lifetime, fail));
}

async function start(
  env: DetectorEnvironment,
  log: Log,
  lifetime: Lifetime,
  fail: (error: unknown) => void,
): Promise<string> {
  const { KAFKA_BROKERS: brokers, KAFKA_TOPIC: topic } = env;
  const numbering = loadNumbering({ rates: env.RATES_FILE, dialPlan: env.DIAL_PLAN });
  const ledger = env.DATABASE_URL === undefined ? undefined : openLedger(env.DATABASE_URL);
  lifetime.add('ledger', ledger, (open) => open?.close());
  const known = createDirectorySource({ file: env.DIRECTORY_FILE, ledger, numbering, log });
  const ruleSet = loadRuleSet(env.RULES_FILE);
  const candidateRuleSet = loadCandidate(env.CANDIDATE_RULES_FILE);
  const metrics = createMetrics('detector');
  const health = new HealthChecks('detector');
  const stopping = new AbortController();
  const awaiting = new Awaiting(log, stopping.signal);
  lifetime.add('waiting', stopping, (waiting) => waiting.abort());
  health.add('start', () => awaiting.problem);
  tellProblems(metrics, health);
  const { HTTP_HOST: host, HTTP_PORT: port } = env;
  const operations = await startOperationsServer({ host, port, health, metrics });
  lifetime.add('operations', operations, (open) => open.stop());
  await awaiting.for('the ledger', known.start);
  lifetime.add('directory', known, (open) => open.stop());
  const { CLICKHOUSE_URL: url, CLICKHOUSE_DATABASE: database } = env;
  const engine = lifetime.add(
    'clickhouse',
    await awaiting.for('ClickHouse', () => openRemoteEngine({ url, database })),
    (open) => open.close(),
  );
  const describe = (name: string) => awaiting.for('Kafka', () => describeTopic(brokers, name));
  const described = await describe(topic);
  await awaiting.for('ClickHouse', () => checkTopic(engine, topic, described));
  // A record that cannot be used must have where to go: nothing is committed without it.
  await describe(`${topic}.rejected`);
  for (const name of ['leg', 'range']) await describe(`${topic}.${name}`);
  const store = lifetime.add(
    'store',
    await awaiting.for('ClickHouse', () => openStore(engine)),
    (open) => open.close(),
  );
  const queue = lifetime.add(
    'queue',
    createJobQueue({
      redisUrl: env.REDIS_URL,
      prefix: env.QUEUE_PREFIX,
      log,
      signal: stopping.signal,
    }),
    (open) => open.stop(),
  );
  const producer = lifetime.add(
    'producer',
    await awaiting.for('Kafka', () => startProducer({ brokers, clientId: 'sekisho-detector' })),
    (open) => open.stop(),
  );
  const maxPendingBytes = env.MAX_PENDING_MIB * 1_048_576;
  const detector = new StreamDetector({
    numbering,
    ruleSet,
    candidateRuleSet,
    directory: known.directory,
    numberKey: numberKey(env.SEKISHO_KEY_FILE),
    addressCountry: loadAddressCountries(),
    engine,
    store,
    topic,
    queue,
    rejected: createRejectedTopic(producer, topic),
    rangeCalls: createRangeCalls(producer, topic),
    checkTopic: async () => refuseChange(topic, described, await describeTopic(brokers, topic)),
    commit: (next) => consumer.commit(next),
    maxPendingBytes,
    events: createStreamEvents(metrics, fail),
    log,
    now: Date.now,
  });
  lifetime.add('detector', detector, (running) => {
    stopping.abort();
    running.end();
  });
  const group = env.KAFKA_GROUP;
  const onFailure = (error: unknown) => {
    if (!stopping.signal.aborted) fail(error);
  };
  const ranges = { brokers, topic, group, producer, detector, awaiting, lifetime, log, onFailure };
  await startRanges(ranges);
  const member = { brokers, clientId: 'sekisho-detector', group, topic };
  const consumer = await awaiting.for('Kafka', () => startConsumer(member, detector));
  lifetime.add('consumer', consumer, async (open) => {
    open.pause();
    await waitAtMost(DRAIN_WITHIN_MS, detector.drain());
    // What still waits for a server must not keep the group from being left.
    detector.end();
    await open.stop();
  });
  measureDetector(metrics, detector, store, Date.now);
  health.add('kafka', () =>
    consumer.isConnected ? undefined : 'not a member of the consumer group',
  );
  health.add('redis', () => queue.problem);
  checkDetector(health, detector);
  const versions = tellSettings(metrics, {
    topicPartitions: described.partitions,
    maxPendingBytes,
  });
  versions.inForce(ruleSet.version);
  if (candidateRuleSet !== undefined) versions.candidate(candidateRuleSet.version);
  const readEnds = async () => {
    try {
      await detector.checkTopic();
      detector.observeEnds(await endOffsets(brokers, topic));
    } catch (error) {
      log.warn({ err: error }, 'the ends of the topic are not known');
    }
  };
  lifetime.add('ends', repeat(ENDS_EVERY_MS, readEnds), (reading) => reading.stop());
  const reload = () => {
    const newer = loadRuleSet(env.RULES_FILE);
    detector.ruleSet = newer;
    versions.inForce(newer.version);
    return known.reload();
  };
  lifetime.add('reload', onHangUp(reload, log), (stop) => stop());
  const file = env.CANDIDATE_RULES_FILE;
  const onRead = ({ version }: RuleSet) => versions.candidate(version);
  followCandidate({ file, detector, lifetime, log, onRead });
  return `topic ${topic} port ${operations.port}`;
}
