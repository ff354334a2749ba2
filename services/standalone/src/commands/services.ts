import type { EnvironmentVariables } from '@sekisho/runtime';
import { Command } from 'commander';

interface ServiceDescription {
  /** What `--help` says of its environment. */
  variables: Readonly<Record<string, string>>;
  /** Loaded only when it is run: a replay needs no client of Kafka. */
  load(): Promise<(env: EnvironmentVariables) => Promise<void>>;
}

const KAFKA = {
  KAFKA_BROKERS: 'host:port, separated by commas',
  KAFKA_TOPIC: 'topic of the records; default cdr',
};
const CLICKHOUSE = {
  CLICKHOUSE_URL: 'http://[user:password@]host:port',
  CLICKHOUSE_DATABASE: 'default sekisho',
};
const REDIS = {
  REDIS_URL: 'redis://host:port',
  QUEUE_PREFIX: 'prefix of the queue in Redis; default sekisho',
};
const REFERENCE = {
  DIAL_PLAN: 'jp, e164-00, nanp or a file; default jp',
  DATABASE_URL: 'ledger that the directory of subscribers is read from, and followed',
  DIRECTORY_FILE: 'directory of subscribers (CSV) instead; read again on SIGHUP',
};
const http = (port: number) => ({
  HTTP_HOST: 'address to listen on; default 127.0.0.1',
  HTTP_PORT: `port of /health and /metrics; default ${port}`,
});

export type ServiceName = 'collector' | 'detector' | 'enforcer' | 'migrate';

const SERVICES: Readonly<Record<ServiceName, ServiceDescription>> = {
  collector: {
    variables: {
      ...KAFKA,
      COLLECTOR_TOKEN_FILE: 'file with the bearer tokens, one a line',
      RADIUS_SECRET_FILE: 'clients of RADIUS accounting, `ADDRESS SECRET` a line; default none',
      RADIUS_HOST: 'address to listen on for them; default 127.0.0.1',
      RADIUS_PORT: 'UDP port; default 1813',
      RADIUS_SOURCE: 'source of their records; default radius',
      WATCH: 'folders to watch, see docs/collector.md',
      WATCH_SETTLED: 'a file is complete when unchanged for so long; default 2s',
      STATE_DIR: 'where it notes what it has read of them',
      MAX_BODY_BYTES: 'of one request; default 8388608',
      MAX_PENDING_BYTES: 'of all requests that are not durable yet; default 67108864',
      ...REFERENCE,
      ...http(8081),
    },
    load: async () => (await import('@sekisho/collector/service')).runCollector,
  },
  detector: {
    variables: {
      ...KAFKA,
      KAFKA_GROUP: 'consumer group; default sekisho',
      ...CLICKHOUSE,
      ...REDIS,
      SEKISHO_KEY_FILE: 'file with the key of number references, 64 hex digits',
      RULES_FILE: 'rule set; default the one that ships; read again on SIGHUP',
      CANDIDATE_RULES_FILE: 'rules tried beside them, without effect; read again on SIGHUP',
      RATES_FILE: 'rate deck; default the example deck',
      ...REFERENCE,
      MAX_PENDING_MIB: 'memory for rows while ClickHouse is gone; default 512',
      ...http(8082),
    },
    load: async () => (await import('@sekisho/detector/service')).runDetector,
  },
  enforcer: {
    variables: {
      ...REDIS,
      DATABASE_URL: 'postgresql://user:password@host:port/database',
      ...CLICKHOUSE,
      KAFKA_TOPIC: KAFKA.KAFKA_TOPIC,
      POLICY_FILE: 'what follows a decision, see docs/policy.md; read again on SIGHUP',
      ENFORCE_SERVICES: 'without it: services whose lines are barred, or *; default none',
      STALE_AFTER: 'evidence older than this is proposed to a person; default 15m',
      TARGET: 'dry-run or webhook; default dry-run',
      TARGETS_FILE: 'what bars the lines of each service instead, see docs/targets.md',
      WEBHOOK_URL: 'where the switch is reached, see docs/webhook.md',
      WEBHOOK_SECRET_FILE: 'file with the secret that signs what is sent there',
      NOTICES_FILE:
        'whom to tell of what, see docs/notices.md; read again on SIGHUP; default nobody',
      SWEEP_EVERY: 'how often lost jobs are looked for; default 30s',
      HEARTBEAT_URL: 'told again and again, by POST, that it runs and how it does',
      HEARTBEAT_EVERY: 'how often; default 60s',
      ...http(8083),
    },
    load: async () => (await import('@sekisho/enforcer/service')).runEnforcer,
  },
  migrate: {
    variables: {
      ...CLICKHOUSE,
      DATABASE_URL: 'postgresql://user:password@host:port/database',
      ...KAFKA,
      KAFKA_PARTITIONS: 'of a topic that is made; default 48',
    },
    load: async () => (await import('../migrate.ts')).runMigrate,
  },
};

/** A service, configured by its environment. */
export function serviceCommand(name: ServiceName, env: EnvironmentVariables): Command {
  const { variables, load } = SERVICES[name];
  return new Command(name).addHelpText('after', helpOf(variables)).action(async () => {
    const run = await load();
    await run(env);
    // All is stopped by now; a client that still looks for its server keeps nobody waiting.
    process.exit();
  });
}

function helpOf(variables: Readonly<Record<string, string>>): string {
  const width = Math.max(...Object.keys(variables).map(({ length }) => length));
  const lines = Object.entries(variables).map(([name, what]) => `  ${name.padEnd(width)}  ${what}`);
  return `\nEnvironment:\n${lines.join('\n')}\n`;
}
