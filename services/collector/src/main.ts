import { startProducer } from '@sekisho/kafka';
import { LedgerError, openLedger } from '@sekisho/ledger';
import { createDirectorySource, type DirectorySource, loadNumbering } from '@sekisho/reference';
import {
  createLog,
  createMetrics,
  type EnvironmentVariables,
  HealthChecks,
  type Lifetime,
  type Log,
  onHangUp,
  retry,
  runService,
} from '@sekisho/runtime';
import { type Collector, createCollector } from './collector.ts';
import { type CollectorSettings, readCollectorEnvironment } from './env.ts';
import { createKafkaSink } from './kafka-sink.ts';

/** A client waits so long at most; what is known to be written by then is told. */
const ANSWER_WITHIN_MS = 5000;
/** Shorter, so that the reason is known when the client is told. */
const WRITTEN_WITHIN_MS = 4500;
/** A body of 8 MiB at 2 Mbit/s. */
const REQUEST_WITHIN_MS = 35_000;
const STOP_WITHIN_MS = 7000;

/**
 * The collector service: runs until SIGTERM, reads the directory of subscribers again on SIGHUP.
 * @throws EnvironmentError, DataFileError or UnreadableFileError before it starts
 */
export async function runCollector(env: EnvironmentVariables): Promise<void> {
  const settings = readCollectorEnvironment(env);
  const log = createLog('collector');
  const numbering = loadNumbering({ dialPlan: settings.DIAL_PLAN });
  const { DATABASE_URL: databaseUrl, DIRECTORY_FILE: file } = settings;
  const ledger = databaseUrl === undefined ? undefined : openLedger(databaseUrl);
  const known = createDirectorySource({ file, ledger, numbering, log });
  await runService('collector', log, async (lifetime) => {
    // First of all: without it the signal ends the process.
    lifetime.add('reload', onHangUp(known.reload, log), (end) => end());
    lifetime.add('ledger', ledger, (open) => open?.close());
    await startDirectory(known, lifetime, log);
    const producer = await startSink(settings, lifetime, log);
    const collector = createCollector({
      sink: createKafkaSink(producer, settings.KAFKA_TOPIC),
      numbering,
      directory: known.directory,
      ledger,
      directoryProblem: () => known.problem,
      tokens: settings.COLLECTOR_TOKEN_FILE,
      limits: limitsOf(settings),
      health: new HealthChecks('collector'),
      metrics: createMetrics('collector'),
      log,
      now: Date.now,
    });
    lifetime.add('unknown lines', collector.keepUnknownLines(), (keeping) => keeping.stop());
    const { WATCH: directories, STATE_DIR: stateDir, WATCH_SETTLED: settledMs } = settings;
    if (directories !== undefined && stateDir !== undefined) {
      const watching = await collector.watch({ directories, stateDir, settledMs });
      lifetime.add('watched directories', watching, () => watching.stop());
    }
    const radius = await startRadius(settings, collector, lifetime);
    const where = { host: settings.HTTP_HOST, port: settings.HTTP_PORT };
    const server = await collector.listen({ ...where, requestWithinMs: REQUEST_WITHIN_MS });
    lifetime.add('http', server, () => server.stop(STOP_WITHIN_MS));
    return `port ${server.port}${radius === undefined ? '' : `, radius port ${radius.port}`}`;
  });
}

/** Only where clients are named. */
async function startRadius(settings: CollectorSettings, collector: Collector, lifetime: Lifetime) {
  const { RADIUS_SECRET_FILE: secretOf, RADIUS_HOST: host, RADIUS_PORT: port } = settings;
  if (secretOf === undefined) return undefined;
  const radius = await collector.listenRadius({
    host,
    port,
    secretOf,
    source: settings.RADIUS_SOURCE,
  });
  return lifetime.add('radius', radius, () => radius.stop());
}

/** A ledger that is away is waited for; one that is there and will not do stops the service. */
async function startDirectory(known: DirectorySource, lifetime: Lifetime, log: Log) {
  const waiting = lifetime.add('waiting for ledger', new AbortController(), (end) => end.abort());
  await retry(known.start, {
    signal: waiting.signal,
    onFailure: (error) => {
      if (!(error instanceof LedgerError && error.code === 'unreachable')) throw error;
      log.warn({ err: error }, 'waits for the ledger');
    },
  });
  lifetime.add('directory', known, (open) => open.stop());
}

/** A broker that is not up yet is waited for. */
async function startSink(settings: CollectorSettings, lifetime: Lifetime, log: Log) {
  const waiting = lifetime.add('waiting for Kafka', new AbortController(), (end) => end.abort());
  const options = {
    brokers: settings.KAFKA_BROKERS,
    clientId: 'sekisho-collector',
    timeoutMs: WRITTEN_WITHIN_MS,
    // Whatever matters comes as an error too; an outage would fill the log.
    log: (_level: string, message: string) => log.debug(message),
  };
  const producer = await retry(() => startProducer(options), {
    signal: waiting.signal,
    onFailure: (error) => log.warn({ err: error }, 'waits for Kafka'),
  });
  return lifetime.add('kafka', producer, () => producer.stop());
}

function limitsOf({ MAX_BODY_BYTES, MAX_PENDING_BYTES }: CollectorSettings) {
  return {
    maxBodyBytes: MAX_BODY_BYTES,
    maxPendingBytes: MAX_PENDING_BYTES,
    answerWithinMs: ANSWER_WITHIN_MS,
  };
}
