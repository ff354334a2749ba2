import { freeTcpPort } from '../../lab/ports.ts';
import { Service } from '../../support/service.ts';
import { fillDirectory } from '../respond/fill-directory.ts';
import { openStand, type Stand } from '../respond/stand.ts';
import { victim } from '../respond/victim.ts';
import type { BenchServers, BenchStream } from '../stream/bench-servers.ts';
import { Attacks } from './attacks.ts';
import { Detour } from './detour.ts';
import { HeldBars } from './held-bars.ts';

export const SERVICES = ['detector', 'enforcer', 'collector'] as const;
export type ServiceName = (typeof SERVICES)[number];

/** Everything that a fault may happen to, each in a process of its own. */
export interface Scene extends AsyncDisposable {
  servers: BenchServers;
  stream: BenchStream;
  stand: Stand;
  detour: Detour;
  bars: HeldBars;
  attacks: Attacks;
  services: Map<ServiceName, Service>;
  start(name: ServiceName): Promise<Service>;
}

const PARTITIONS = 4;
const VICTIMS = 2000;
const DIRECTORY_COLUMNS =
  'subscriber,customer,service,lines,kind,critical,language,contact_name,contact_phone,contact_email,valid_from,valid_to';

export async function openScene(servers: BenchServers): Promise<Scene> {
  const detour = new Detour();
  const stand = await openStand(servers.databaseUrl, (to) => detour.lead(to));
  const stream = await servers.open(PARTITIONS);
  const victims = Array.from({ length: VICTIMS }, (_, n) => victim(n));
  await fillDirectory(stand, [DIRECTORY_COLUMNS], victims);
  const collectorPort = await freeTcpPort();
  const services = new Map<ServiceName, Service>();
  const start = async (name: ServiceName) => {
    const port = name === 'collector' ? { HTTP_PORT: String(collectorPort) } : {};
    const service = await Service.start(name, { ...stream.env, ...stand.env, ...port });
    services.set(name, service);
    return service;
  };
  for (const name of SERVICES) await start(name);
  const bars = new HeldBars(stand.lab);
  const attacks = new Attacks(`http://127.0.0.1:${collectorPort}`, bars, victims);
  return {
    ...{ servers, stream, stand, detour, bars, attacks, services, start },
    async [Symbol.asyncDispose]() {
      await bars.stop();
      for (const service of services.values()) await service.kill('SIGKILL');
      detour.close();
      await stream.engine.close();
      await stand[Symbol.asyncDispose]();
    },
  };
}
