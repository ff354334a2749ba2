import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const CODE =
  "import { runCollector } from '@sekisho/collector/service'; await runCollector(process.env);";

export interface CollectorProcess {
  readonly url: string;
  /** `undefined` where it takes no RADIUS. */
  readonly radiusPort: number | undefined;
  /** Resolves with the exit code, `null` after a signal, once it is gone. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

/** The collector as a process of its own, ready. */
export async function startCollector(env: Record<string, string>): Promise<CollectorProcess> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', CODE], {
    cwd: import.meta.dirname,
    env: { PATH: process.env['PATH'], HTTP_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit') as Promise<[number | null]>;
  const [port, radiusPort] = await readyPorts(child, ended);
  return {
    url: `http://127.0.0.1:${port}`,
    radiusPort: radiusPort === undefined ? undefined : Number(radiusPort),
    kill: async (signal) => {
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
  };
}

async function readyPorts(child: ChildProcess, ended: Promise<unknown>) {
  if (child.stdout === null) throw new Error('it has no standard output');
  const line = once(createInterface(child.stdout), 'line') as Promise<[string]>;
  const early = ended.then(() => Promise.reject(new Error('it ended before it was ready')));
  const [text] = await Promise.race([line, early]);
  const ports = /^sekisho collector ready port (\d+)(?:, radius port (\d+))?$/.exec(text);
  if (ports === null) throw new Error(`it said ${text}`);
  return ports.slice(1);
}
