import { execPath } from 'node:process';
import { askPort } from './ask-port.ts';
import type { InfraFolder } from './infra-folder.ts';
import type { ServerPlan } from './server.ts';

const SERVER = new URL('./clickhouse-server.ts', import.meta.url).pathname;

/** The embedded engine behind ClickHouse's HTTP interface, as a process of its own. */
export function clickhousePlan(folder: InfraFolder, port: number): ServerPlan {
  return {
    name: 'clickhouse',
    prepare: () => Promise.resolve(),
    command: () => ({ file: execPath, args: [SERVER, folder.in('clickhouse'), `${port}`] }),
    isReady: async () => {
      const question = 'GET /ping HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
      const answer = await askPort(port, Buffer.from(question));
      return answer?.toString().startsWith('HTTP/1.1 200') ?? false;
    },
  };
}
