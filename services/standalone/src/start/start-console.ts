import type { Engine } from '@sekisho/clickhouse';
import {
  type Access,
  type AccessSettings,
  type Console,
  type ConsoleServer,
  createAccess,
  createConsole,
  createReader,
  serveConsole,
  signInLayout,
} from '@sekisho/console';
import type { Ledger } from '@sekisho/ledger';
import type { Lifetime, Log } from '@sekisho/runtime';
import type { Operations, ProcessStatus } from '../control/operations.ts';
import { UsageError } from '../usage-error.ts';

export interface ConsoleParts {
  /** On loopback; 0 lets the system choose, `undefined` takes the usual one or any that is free. */
  port: number | 'off' | undefined;
  /** Default 127.0.0.1. */
  host?: string | undefined;
  /** Who may sign in. */
  access?: AccessSettings | undefined;
  engine: Engine;
  ledger: Ledger;
  operations: Operations;
  process(): ProcessStatus;
  lifetime: Lifetime;
  log: Log;
  /** Epoch ms. */
  now(): number;
}

/** Shows this process to people, who ask of it what the commands ask. @returns its address */
export async function startConsole(parts: ConsoleParts): Promise<string | undefined> {
  const { port, host, engine, ledger, operations, process, lifetime, log, now } = parts;
  if (port === 'off') return undefined;
  const reader = createReader({
    engine: () => Promise.resolve(engine),
    ledger,
    problems: () => process().problems,
    mode: () => process(),
    now,
  });
  const console = createConsole({ reader, operations, log, now, ...accessOf(parts) });
  const server = await listening(console, host, port);
  return lifetime.add<ConsoleServer>('console', server, (open) => open.stop()).url;
}

function accessOf({ access: settings, ledger, now, log }: ConsoleParts): { access?: Access } {
  if (settings === undefined) return {};
  const parts = { ledger, settings, page: signInLayout, now, log };
  return { access: createAccess(parts) };
}

const USUAL_PORT = 8090;

/** That another program has the usual port keeps nobody from detecting and barring. */
async function listening(
  opened: Console,
  host = '127.0.0.1',
  port: number | undefined,
): Promise<ConsoleServer> {
  try {
    return await serveConsole(opened, { host, port: port ?? USUAL_PORT });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (!['EADDRINUSE', 'EACCES'].includes(code)) throw error;
    if (port === undefined) return serveConsole(opened, { host, port: 0 });
    throw new UsageError(
      `--console-port ${port}: cannot be listened on (${code}); name another port, 0 or off`,
      { cause: error },
    );
  }
}
