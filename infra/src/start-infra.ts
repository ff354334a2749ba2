import { migrate, openRemoteEngine } from '@sekisho/clickhouse';
import { ensureTopics, sekishoTopics, type TopicSpecification } from '@sekisho/kafka';
import { migrateLedger } from '@sekisho/ledger';
import { clickhousePlan } from './clickhouse.ts';
import { InfraError } from './errors.ts';
import { alone } from './folder-lock.ts';
import { environmentOf, type InfraEnvironment } from './infra-environment.ts';
import { type InfraFolder, openFolder } from './infra-folder.ts';
import { kafkaPlan } from './kafka.ts';
import { NotedProcess, SERVER_NAMES, type ServerName } from './noted-process.ts';
import { type PortName, type Ports, settlePorts } from './ports.ts';
import { postgresPlan } from './postgres.ts';
import { redisPlan } from './redis.ts';
import { Server } from './server.ts';

export interface InfraOptions {
  /** Where the servers keep everything; made if need be. */
  dir: string;
  /** Default those of Sekisho, `cdr` with 48 partitions. */
  topics?: readonly TopicSpecification[];
  /** What this starts ends with this process, however that ends. Default: it outlives it. */
  tied?: boolean;
  /** What takes long, a line each. */
  tell?(line: string): void;
}

export interface Infra {
  readonly environment: InfraEnvironment;
  /** Each on the same port for as long as the infra runs. */
  readonly servers: Readonly<Record<ServerName, Server>>;
  /** Stops them all and keeps their data. */
  stop(): Promise<void>;
}

/**
 * Starts what does not run yet and fills it with topics and tables. Resolves when all answer;
 * rejects with `InfraError` after stopping what it had started.
 */
export async function startInfra(options: InfraOptions): Promise<Infra> {
  const folder = openFolder(options.dir);
  return alone(folder, async () => {
    const ports = await settlePorts(folder, (name) => isRunningIn(folder, name));
    const infra = infraIn(folder, ports, options);
    const servers = Object.values(infra.servers);
    const stopped = servers.filter(({ pid }) => pid === undefined);
    try {
      await allOf(servers.map((server) => server.start()));
      await infra.furnish(options.topics ?? sekishoTopics('cdr', 48));
      return infra;
    } catch (error) {
      await Promise.all(stopped.map((server) => server.stop()));
      throw error;
    }
  });
}

/** Stops what runs in the folder, and nothing else. */
export async function stopInfra(dir: string): Promise<void> {
  const folder = openFolder(dir);
  await alone(folder, async () => {
    await Promise.all(SERVER_NAMES.map((name) => new NotedProcess(folder, name).stop()));
  });
}

function isRunningIn(folder: InfraFolder, port: PortName): boolean {
  const name = port === 'controller' ? 'kafka' : port;
  return new NotedProcess(folder, name).pid !== undefined;
}

function infraIn(folder: InfraFolder, ports: Ports, options: InfraOptions) {
  const { tied = false, tell = () => {} } = options;
  const postgres = postgresPlan(folder, ports.postgres, tell);
  const servers = {
    kafka: new Server(folder, kafkaPlan(folder, ports, tell), tied),
    clickhouse: new Server(folder, clickhousePlan(folder, ports.clickhouse), tied),
    redis: new Server(folder, redisPlan(folder, ports.redis, tell), tied),
    postgres: new Server(folder, postgres, tied),
  };
  const environment = environmentOf(folder, ports, postgres.url);
  return {
    environment,
    servers,
    stop: () => stopInfra(folder.path),
    furnish: async (topics: readonly TopicSpecification[]) => {
      await allOf([
        furnish('Kafka', () => ensureTopics([`127.0.0.1:${ports.kafka}`], topics)),
        furnish('ClickHouse', () => makeTables(`http://127.0.0.1:${ports.clickhouse}`)),
        furnish('PostgreSQL', async () => {
          await postgres.makeDatabase();
          await migrateLedger(postgres.url);
        }),
      ]);
    },
  };
}

async function furnish(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new InfraError('start-failed', `${what} runs, but cannot be prepared: ${why}`, error);
  }
}

async function makeTables(url: string): Promise<void> {
  const engine = await openRemoteEngine({ url });
  try {
    await migrate(engine);
  } finally {
    await engine.close();
  }
}

/** All end before one's failure is told: a start that goes on would outlive the clearing up. */
async function allOf(starts: readonly Promise<unknown>[]): Promise<void> {
  const outcomes = await Promise.allSettled(starts);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
