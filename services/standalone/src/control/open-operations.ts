import { type Engine, openRemoteEngine, StoreInUseError } from '@sekisho/clickhouse';
import { createMirror, targetOf } from '@sekisho/enforcer';
import { openLedger } from '@sekisho/ledger';
import { createLog, type EnvironmentVariables, readEnvironment } from '@sekisho/runtime';
import { z } from 'zod';
import { openExistingEngine } from '../data-folder.ts';
import { isInstallation, openInstallation } from '../installation.ts';
import { UsageError } from '../usage-error.ts';
import { createCaseOperations } from './case-operations.ts';
import { createAskProcess } from './control-client.ts';
import { createDestinationOperations } from './destination-operations.ts';
import { createLedgerOperations } from './ledger-operations.ts';
import { createLocalOperations } from './local-operations.ts';
import type { Operations } from './operations.ts';
import { readProcessFile } from './process-file.ts';
import { createRemoteOperations } from './remote-operations.ts';
import { createVerdictOperations } from './verdict-operations.ts';

const schema = z.object({
  DATABASE_URL: z.url('write postgresql://user:password@host:port/database, or give --data DIR'),
  CLICKHOUSE_URL: z.url('write http://user:password@host:port').optional(),
  CLICKHOUSE_DATABASE: z.string().default('sekisho'),
});

/** Asks an installation in a data folder, or the one whose ledger `DATABASE_URL` names. */
export function withOperations<T>(
  data: string | undefined,
  env: EnvironmentVariables,
  work: (operations: Operations) => Promise<T>,
): Promise<T> {
  return data === undefined ? onServers(env, work) : onFolder(data, work);
}

/** The process that holds the folder is asked; where none does, the folder is opened meanwhile. */
async function onFolder<T>(data: string, work: (operations: Operations) => Promise<T>): Promise<T> {
  const engine = await openExistingEngine(data).catch((error: unknown) => {
    if (error instanceof StoreInUseError) return undefined;
    throw error;
  });
  if (engine === undefined)
    return work(createRemoteOperations(createAskProcess(holderOf(data).control)));
  if (!isInstallation(data)) {
    await engine.close();
    throw new UsageError(`${data}: sekisho start has never run on it; there is nothing to ask`);
  }
  const installation = await openInstallation(data, engine);
  try {
    const { ledger, log } = installation;
    const waiting = () => log.durableEnd - log.committed;
    const nothing = () => undefined;
    // No enforcer runs that would do it.
    const mirror = createMirror({ ledger, metrics: { mirrorBacklog: nothing }, now: Date.now });
    const onVerdict = () => mirror(engine);
    const parts = { ledger, engine, waiting, process: () => null, onChange: nothing, onVerdict };
    return await work(createLocalOperations({ ...parts, now: Date.now }));
  } finally {
    await installation.close();
  }
}

/** @throws StoreInUseError where what holds the folder is not `sekisho start`, or not ready yet */
export function holderOf(data: string) {
  const holder = readProcessFile(data);
  if (holder === undefined || !isRunning(holder.pid)) throw new StoreInUseError(data);
  return holder;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function onServers<T>(
  env: EnvironmentVariables,
  work: (operations: Operations) => Promise<T>,
): Promise<T> {
  const {
    DATABASE_URL,
    CLICKHOUSE_URL: url,
    CLICKHOUSE_DATABASE: database,
  } = readEnvironment(schema, env);
  const ledger = openLedger(DATABASE_URL);
  const store = url === undefined ? undefined : lazily(() => openRemoteEngine({ url, database }));
  const status = () => {
    throw new UsageError('status needs --data; the services themselves answer GET /health');
  };
  try {
    const nothing = () => undefined;
    const onVerdict = () => Promise.resolve();
    const target = () => targetOf(env, { ledger, log: createLog('sekisho'), now: Date.now });
    return await work({
      ...createLedgerOperations(ledger, nothing, Date.now, target),
      ...createDestinationOperations({
        ledger,
        engine: store?.open,
        target,
        onChange: nothing,
        now: Date.now,
      }),
      // An enforcer copies it into the store.
      ...createVerdictOperations({ ledger, engine: store?.open, onVerdict, now: Date.now }),
      ...createCaseOperations({ ledger, onChange: nothing, onVerdict, now: Date.now }),
      status,
    });
  } finally {
    await store?.close();
    await ledger.close();
  }
}

/** Most questions need no store. */
function lazily(open: () => Promise<Engine>) {
  let opened: Promise<Engine> | undefined;
  return {
    open: () => {
      opened ??= open();
      return opened;
    },
    close: async () => {
      await opened?.then(
        (engine) => engine.close(),
        () => undefined,
      );
    },
  };
}
