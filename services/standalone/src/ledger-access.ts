import { openEmbeddedEngine, StoreInUseError } from '@sekisho/clickhouse';
import { type Ledger, LedgerError, openLedger } from '@sekisho/ledger';
import { type EnvironmentVariables, readEnvironment } from '@sekisho/runtime';
import { z } from 'zod';
import type { Where } from './commands/where.ts';
import { createAskProcess } from './control/control-client.ts';
import { holderOf } from './control/open-operations.ts';
import { createRemoteLedger } from './control/remote-ledger.ts';
import { openInstallation } from './installation.ts';
import { UsageError } from './usage-error.ts';

const schema = z.object({
  DATABASE_URL: z.url('write postgresql://user:password@host:port/database'),
});

/**
 * Works on the ledger of a data folder, which is made if need be, through the process that holds
 * it if one does; or on the one that `DATABASE_URL` names.
 */
export async function withLedger<T>(
  { data }: Where,
  env: EnvironmentVariables,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  const opened = data === undefined ? onServer(env) : await inFolder(data);
  try {
    return await work(opened.ledger);
  } catch (error) {
    if (!(error instanceof LedgerError && error.code === 'not-migrated')) throw error;
    throw new UsageError('the ledger has no tables yet; make them with sekisho migrate', {
      cause: error,
    });
  } finally {
    await opened.close();
  }
}

function databaseUrl(env: EnvironmentVariables): string {
  if (!env['DATABASE_URL']) {
    throw new UsageError(
      'no directory is named; give --data DIR, or set DATABASE_URL to its ledger',
    );
  }
  return readEnvironment(schema, env).DATABASE_URL;
}

interface Opened {
  ledger: Ledger;
  close(): Promise<void>;
}

function onServer(env: EnvironmentVariables): Opened {
  const ledger = openLedger(databaseUrl(env));
  return { ledger, close: () => ledger.close() };
}

async function inFolder(data: string): Promise<Opened> {
  try {
    return await openInstallation(data, await openEmbeddedEngine({ path: data }));
  } catch (error) {
    if (!(error instanceof StoreInUseError)) throw error;
    const ledger = createRemoteLedger(createAskProcess(holderOf(data).control));
    return { ledger, close: () => ledger.close() };
  }
}
