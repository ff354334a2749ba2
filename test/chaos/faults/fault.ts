import { setTimeout as pause } from 'node:timers/promises';
import type { Random } from '../random.ts';
import type { Trouble } from '../switch.ts';
import type { Fleet, ServerName } from './fleet.ts';
import { flushRedis } from './flush-redis.ts';

/** One thing that goes wrong; what it did is undone when it resolves. */
export interface Fault {
  text: string;
  /** What it does it to: only one fault at a time. */
  target: string;
  run(): Promise<void>;
}

type Draw = (random: Random, fleet: Fleet) => Fault;

const SECOND = 1000;
const SERVERS: readonly ServerName[] = ['kafka', 'clickhouse', 'redis', 'postgres'];
const TROUBLES: readonly Trouble[] = ['refusing', 'silent', 'deaf'];

const endService: Draw = (random, { services }) => {
  const service = random.pick(services);
  const signal = random.pick(['SIGKILL', 'SIGTERM'] as const);
  const downMs = random.chance(0.5) ? 0 : random.whole(1, 8) * SECOND;
  return {
    text: `${signal} ${service.id}, down ${downMs / SECOND} s`,
    target: service.id,
    run: () => service.end(signal, downMs),
  };
};

const freezeService: Draw = (random, { services }) => {
  const service = random.pick(services);
  const ms = random.whole(1, 20) * SECOND;
  return {
    text: `freeze ${service.id} for ${ms / SECOND} s`,
    target: service.id,
    run: () => frozen((signal) => service.signal(signal), ms),
  };
};

const freezeServer: Draw = (random, { servers }) => {
  const name = random.pick(SERVERS);
  const ms = random.whole(1, 20) * SECOND;
  return {
    text: `freeze ${name} for ${ms / SECOND} s`,
    target: name,
    run: () => frozen((signal) => servers.infra.servers[name].kill(signal), ms),
  };
};

const killServer: Draw = (random, { servers }) => {
  const name = random.pick(SERVERS);
  const server = servers.infra.servers[name];
  const downMs = random.whole(0, 30) * SECOND;
  return {
    text: `SIGKILL ${name}, down ${downMs / SECOND} s`,
    target: name,
    async run() {
      await server.kill('SIGKILL');
      await pause(downMs);
      await server.start();
    },
  };
};

const forgetJobs: Draw = (_random, { servers, timeline }) => ({
  text: 'FLUSHALL redis',
  target: 'redis',
  run: () => flushRedis(servers.infra.environment['REDIS_URL']!, timeline),
});

const thirdDetector: Draw = (random, fleet) => {
  const ms = random.whole(5, 20) * SECOND;
  const signal = random.pick(['SIGKILL', 'SIGTERM'] as const);
  return {
    text: `a third detector for ${ms / SECOND} s, then ${signal}`,
    target: 'detector-3',
    async run() {
      const third = fleet.start('detector', 'detector-3');
      await pause(ms);
      await third.stop(signal);
    },
  };
};

const troubledSwitch: Draw = (random, { lineSwitch }) => {
  const trouble = random.pick(TROUBLES);
  const ms = random.whole(1, 20) * SECOND;
  return {
    text: `the switch is ${trouble} for ${ms / SECOND} s`,
    target: 'switch',
    async run() {
      lineSwitch.trouble = trouble;
      await pause(ms);
      lineSwitch.trouble = undefined;
    },
  };
};

/** As often as they stand here. */
const DRAWS: readonly Draw[] = [
  ...[endService, endService, endService, endService, freezeService, freezeService],
  ...[freezeServer, killServer, killServer, forgetJobs, thirdDetector, troubledSwitch],
];

export function drawFault(random: Random, fleet: Fleet): Fault {
  return random.pick(DRAWS)(random, fleet);
}

async function frozen(
  send: (signal: 'SIGSTOP' | 'SIGCONT') => void | Promise<void>,
  ms: number,
): Promise<void> {
  await send('SIGSTOP');
  await pause(ms);
  await send('SIGCONT');
}
