import { mkdirSync } from 'node:fs';
import { askPort } from './ask-port.ts';
import type { InfraFolder } from './infra-folder.ts';
import { find } from './programs.ts';
import type { ServerPlan } from './server.ts';

/** Redis as queues need it: every change in a log on disk, and nothing ever evicted. */
export function redisPlan(
  folder: InfraFolder,
  port: number,
  tell: (line: string) => void,
): ServerPlan {
  const data = folder.in('redis');
  let program = 'redis-server';
  return {
    name: 'redis',
    async prepare() {
      program = await find('redis-server', tell);
      mkdirSync(data, { recursive: true, mode: 0o700 });
    },
    command: () => ({
      file: program,
      args: [
        ...['--bind', '127.0.0.1', '--port', `${port}`, '--dir', data],
        ...['--appendonly', 'yes', '--maxmemory-policy', 'noeviction', '--save', ''],
      ],
      cwd: data,
    }),
    isReady: async () => {
      const answer = await askPort(port, Buffer.from('PING\r\n'));
      return answer?.toString().startsWith('+PONG') ?? false;
    },
  };
}
