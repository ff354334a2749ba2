import { openRemoteEngine } from '@sekisho/clickhouse';
import { openLedger } from '@sekisho/ledger';
import {
  createLog,
  createMetrics,
  type EnvironmentVariables,
  HealthChecks,
  onHangUp,
  runService,
  startOperationsServer,
} from '@sekisho/runtime';
import { awaitLedger } from './await-ledger.ts';
import { createDirectoryContact } from './directory-contact.ts';
import { createEnforcer } from './enforcer.ts';
import { readEnforcerEnvironment } from './env.ts';
import { startHeartbeat } from './heartbeat.ts';
import { lazyEngine } from './lazy-engine.ts';
import { createNotices } from './notices/create-notices.ts';
import { loadDelivery } from './notices/load-delivery.ts';
import { createPolicySource } from './policy-source.ts';
import { createBullmqQueue } from './queue/bullmq-queue.ts';
import { chooseTarget } from './targets/choose-target.ts';
import { linesIn } from './targets/lines-in.ts';

/**
 * Runs the enforcer on its servers until it is told to stop. Throws `EnvironmentError`,
 * `PolicyError` or `UnreadableFileError` first.
 */
export async function runEnforcer(env: EnvironmentVariables): Promise<void> {
  const settings = readEnforcerEnvironment(env);
  const { redisUrl, webhook, targets, topic, sweepEveryMs } = settings;
  const log = createLog('enforcer');
  const now = () => Date.now();
  const { noticesFile } = settings;
  const load =
    noticesFile === undefined
      ? undefined
      : () => loadDelivery(noticesFile, { now, environment: env });
  // A fault of the file is told before anything runs.
  load?.();
  const health = new HealthChecks('enforcer');
  const policy = createPolicySource({ ...settings.policy, noticesFile, health, log });
  await runService('enforcer', log, async (lifetime) => {
    const metrics = createMetrics('enforcer');
    const operations = await startOperationsServer({ ...settings.http, health, metrics });
    lifetime.add('operations', operations, (server) => server.stop());
    lifetime.add('reload', onHangUp(policy.reload, log), (end) => end());
    const ledger = openLedger(settings.databaseUrl, { connections: 8 });
    lifetime.add('ledger', ledger, (open) => open.close());
    const waiting = lifetime.add('waiting', new AbortController(), (w) => w.abort());
    await awaitLedger(ledger, log, waiting.signal);
    const engine = lazyEngine(() => openRemoteEngine(settings.clickhouse));
    lifetime.add('engine', engine, (lazy) => lazy.close());
    const target = chooseTarget(
      { webhook, targets },
      { ledger, linesOf: linesIn(ledger), log, now },
    );
    lifetime.add('target', target, (open) => open.close());
    const enforcer = createEnforcer({
      ledger,
      engine: () => engine.get(),
      queue: createBullmqQueue({ redisUrl, prefix: settings.queuePrefix, log }),
      target,
      policy: policy.policy,
      topic,
      sweepEveryMs,
      health,
      metrics,
      log,
      now,
    });
    lifetime.add('enforcer', enforcer, (started) => started.stop());
    const contactOf = createDirectoryContact(ledger);
    const parts = { ledger, engine: () => engine.get(), topic, load, contactOf };
    const notices = createNotices({ ...parts, health, metrics, log, now });
    lifetime.add('notices', notices, (started) => started.stop());
    lifetime.add('reload', onHangUp(notices.reload, log), (end) => end());
    startHeartbeat({ target: settings.heartbeat, health, log, lifetime, now });
    return `port ${operations.port}, target ${target.name}`;
  });
}
