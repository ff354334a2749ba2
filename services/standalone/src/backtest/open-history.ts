import { type Engine, openRemoteEngine } from '@sekisho/clickhouse';
import { type Directory, readDirectory } from '@sekisho/ledger';
import type { Numbering } from '@sekisho/numbering';
import { loadDirectory } from '@sekisho/reference';
import { type EnvironmentVariables, readEnvironment } from '@sekisho/runtime';
import { z } from 'zod';
import { openOrReach } from '../control/open-or-reach.ts';
import { isInstallation } from '../installation.ts';
import { withLedger } from '../ledger-access.ts';
import { UsageError } from '../usage-error.ts';

const schema = z.object({
  CLICKHOUSE_URL: z.url('write http://user:password@host:port, or give --data DIR'),
  CLICKHOUSE_DATABASE: z.string().default('sekisho'),
});

export interface HistoryFlags {
  data?: string;
  directory?: string;
}

/** What is stored, and who the subscribers are. */
export interface History {
  engine: Engine;
  directory: Directory;
}

/**
 * Opens what a data folder holds, through the process that holds it if one does; without one the
 * store that `CLICKHOUSE_URL` names. The directory is the file that is named, else the imported
 * one, else empty.
 */
export async function withHistory<T>(
  flags: HistoryFlags,
  env: EnvironmentVariables,
  numbering: Numbering,
  work: (history: History) => Promise<T>,
): Promise<T> {
  const directory = await directoryOf(flags, env, numbering);
  const engine = await openStoreOf(flags, env);
  try {
    return await work({ engine, directory });
  } finally {
    await engine.close();
  }
}

/** The store of a data folder, through the process that holds it, or the one that is named. */
export async function openStoreOf(
  { data }: Pick<HistoryFlags, 'data'>,
  env: EnvironmentVariables,
): Promise<Engine> {
  if (data !== undefined) return openOrReach(data);
  if (!env['CLICKHOUSE_URL']) {
    throw new UsageError('no store is named; give --data DIR, or set CLICKHOUSE_URL to it');
  }
  const { CLICKHOUSE_URL: url, CLICKHOUSE_DATABASE: database } = readEnvironment(schema, env);
  return openRemoteEngine({ url, database });
}

async function directoryOf(
  { data, directory: file }: HistoryFlags,
  env: EnvironmentVariables,
  numbering: Numbering,
): Promise<Directory> {
  const isImported = data === undefined ? Boolean(env['DATABASE_URL']) : isInstallation(data);
  if (file !== undefined || !isImported) return loadDirectory(file, numbering);
  return withLedger(
    data === undefined ? {} : { data },
    env,
    async (ledger) => (await readDirectory(ledger)).directory,
  );
}
