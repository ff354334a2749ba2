import { spawn } from 'node:child_process';
import { findProgram } from '@sekisho/infra';
import { Redis } from 'ioredis';
import { freeTcpPort } from './ports.ts';

export interface LabRedis extends AsyncDisposable {
  readonly port: number;
  /** File that holds its URL, as a file of targets names it; here the URL itself. */
  readonly url: string;
  /** Writes an entry by hand. */
  set(key: string, value: string): Promise<void>;
  signal(signal: NodeJS.Signals): void;
}

/** A Redis of its own, which can be stopped dead. */
export async function startLabRedis(): Promise<LabRedis> {
  const program = await findProgram('redis-server', () => undefined);
  const port = await freeTcpPort();
  const args = ['--bind', '127.0.0.1', '--port', `${port}`, '--save', '', '--dir', '/tmp'];
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', program, ...args], {
    stdio: 'ignore',
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const url = `redis://127.0.0.1:${port}`;
  const client = new Redis(url, { maxRetriesPerRequest: null, retryStrategy: () => 50 });
  client.on('error', () => undefined);
  await client.ping();
  return {
    port,
    url,
    async set(key, value) {
      await client.set(key, value);
    },
    signal: (signal) => {
      child.kill(signal);
    },
    async [Symbol.asyncDispose]() {
      client.disconnect();
      child.kill('SIGKILL');
      await ended;
    },
  };
}
