import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { Fault } from './fault.ts';
import type { Scene } from './scene.ts';

const DOWN_MS = 10_000;
const OUTAGE = 'test/servers/outage.server.test.ts';
const ENFORCER_OUTAGE = 'services/enforcer/src/outage.server.test.ts';

type ServerName = keyof Scene['servers']['infra']['servers'];

async function killed({ servers }: Scene, name: ServerName): Promise<void> {
  const server = servers.infra.servers[name];
  await server.kill('SIGKILL');
  await pause(DOWN_MS);
  await server.start();
}

/** As after a Redis that keeps nothing. */
async function emptied(scene: Scene): Promise<void> {
  await scene.services.get('enforcer')!.kill('SIGKILL');
  await pause(2000);
  const redis = new Redis(scene.servers.redisUrl);
  await redis.flushall();
  redis.disconnect();
  await scene.start('enforcer');
}

export const OF_SERVERS: readonly Fault[] = [
  {
    what: 'Redis killed, away for 10 s',
    testedIn: [OUTAGE, ENFORCER_OUTAGE, 'test/chaos'],
    happen: (scene) => killed(scene, 'redis'),
  },
  {
    what: 'Redis emptied while the enforcer is away for 2 s',
    testedIn: [OUTAGE, 'test/chaos'],
    happen: emptied,
  },
  {
    what: 'PostgreSQL killed, away for 10 s',
    testedIn: [ENFORCER_OUTAGE, 'test/chaos'],
    happen: (scene) => killed(scene, 'postgres'),
  },
  {
    what: 'ClickHouse killed, away for 10 s',
    testedIn: [OUTAGE, ENFORCER_OUTAGE, 'test/chaos'],
    happen: (scene) => killed(scene, 'clickhouse'),
  },
  {
    what: 'the Kafka broker killed, away for 10 s',
    testedIn: [
      OUTAGE,
      'services/collector/src/broker-gone.server.test.ts',
      'test/chaos/kafka-outage.server.test.ts',
    ],
    happen: (scene) => killed(scene, 'kafka'),
  },
];
