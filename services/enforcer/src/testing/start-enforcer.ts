import { openRemoteEngine } from '@sekisho/clickhouse';
import { openLedger } from '@sekisho/ledger';
import { type Policy, plainPolicy } from '@sekisho/restrictions';
import { createLog, createMetrics, HealthChecks, type Metrics } from '@sekisho/runtime';
import { createEnforcer } from '../enforcer.ts';
import { lazyEngine } from '../lazy-engine.ts';
import { createBullmqQueue } from '../queue/bullmq-queue.ts';
import type { JobQueue } from '../queue/job-queue.ts';
import type { Target } from '../targets/target.ts';
import { createWebhookTarget } from '../targets/webhook.ts';
import { SECRET } from './switch.ts';

export interface Servers {
  databaseUrl: string;
  redisUrl: string;
  prefix: string;
  clickhouseUrl: string;
  clickhouseDatabase: string;
  switchUrl: string;
  topic: string;
  leaseMs?: number;
  /** Default everything enforced. */
  policy?: Policy;
  /** Default the webhook of the switch. */
  target?: Target;
  /** Default BullMQ. */
  queue?: JobQueue;
}

export interface StartedEnforcer {
  health: HealthChecks;
  metrics: Metrics;
  stop(): Promise<void>;
}

/** A whole enforcer on real servers, that sweeps often. */
export function startEnforcer(servers: Servers): StartedEnforcer {
  const now = () => Date.now();
  const log = createLog('enforcer', 'silent');
  const { redisUrl, prefix, topic, leaseMs = 5000 } = servers;
  const ledger = openLedger(servers.databaseUrl);
  const engine = lazyEngine(() =>
    openRemoteEngine({ url: servers.clickhouseUrl, database: servers.clickhouseDatabase }),
  );
  const target =
    servers.target ?? createWebhookTarget({ url: servers.switchUrl, secret: SECRET, now });
  const health = new HealthChecks('enforcer');
  const metrics = createMetrics('enforcer');
  const enforcer = createEnforcer({
    ledger,
    engine: () => engine.get(),
    queue: servers.queue ?? createBullmqQueue({ redisUrl, prefix, log }),
    target,
    policy: servers.policy ?? plainPolicy(['*'], 900_000),
    topic,
    sweepEveryMs: 300,
    health,
    metrics,
    log,
    now,
    leaseMs,
  });
  return {
    health,
    metrics,
    async stop() {
      await enforcer.stop();
      target.close();
      await engine.close();
      await ledger.close();
    },
  };
}
