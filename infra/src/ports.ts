import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { type InfraFolder, writeWhole } from './infra-folder.ts';

export const PORT_NAMES = ['kafka', 'controller', 'clickhouse', 'redis', 'postgres'] as const;
export type PortName = (typeof PORT_NAMES)[number];
export type Ports = Record<PortName, number>;

// Below the range from which the system takes ports for outgoing connections.
const FIRST = 20_000;
const LAST = 32_000;

/**
 * The ports of this folder, chosen at the first start and kept; one that something else has taken
 * meanwhile is chosen anew. @param isOurs whether the server that listens there is our own
 */
export async function settlePorts(
  folder: InfraFolder,
  isOurs: (name: PortName) => boolean,
): Promise<Ports> {
  const file = folder.in('ports.json');
  const known: Partial<Ports> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const ports = new Map<PortName, number>();
  for (const name of PORT_NAMES) {
    const port = known[name];
    const isKept = port !== undefined && (isOurs(name) || (await isFree(port)));
    ports.set(name, isKept ? port : await choose([...ports.values(), ...Object.values(known)]));
  }
  const settled = Object.fromEntries(ports) as Ports;
  writeWhole(file, `${JSON.stringify(settled)}\n`);
  return settled;
}

async function choose(taken: readonly number[]): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
