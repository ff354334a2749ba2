import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { ChaosServers } from '../servers.ts';
import { Supervised } from '../supervised.ts';
import type { Switch } from '../switch.ts';
import type { Timeline } from '../timeline.ts';

export type ServerName = keyof ChaosServers['infra']['servers'];

export interface Fleet {
  servers: ChaosServers;
  services: readonly Supervised[];
  collector: Supervised;
  lineSwitch: Switch;
  timeline: Timeline;
  /** One more of a kind; it is not among `services`. */
  start(name: string, id: string): Supervised;
}

const SERVICES = [
  ['collector', 'collector'],
  ['detector', 'detector-1'],
  ['detector', 'detector-2'],
  ['enforcer', 'enforcer-1'],
  ['enforcer', 'enforcer-2'],
] as const;

/** Starts all services of a run, each of which is kept running. */
export function startFleet(
  servers: ChaosServers,
  lineSwitch: Switch,
  switchUrl: string,
  timeline: Timeline,
): Fleet {
  const logs = join(servers.dir, 'services');
  mkdirSync(logs);
  const env = {
    ...servers.environment,
    TARGET: 'webhook',
    WEBHOOK_URL: switchUrl,
    ENFORCE_SERVICES: '*',
    SWEEP_EVERY: '5s',
  };
  const start = (name: string, id: string) =>
    new Supervised({ id, name, env, logFile: join(logs, `${id}.log`), timeline });
  const services = SERVICES.map(([name, id]) => start(name, id));
  return { servers, services, collector: services[0]!, lineSwitch, timeline, start };
}
