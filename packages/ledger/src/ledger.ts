import pg from 'pg';
import { LedgerError, ledgerErrorOf } from './errors.ts';
import { type Fields, fieldsOf } from './fields.ts';

/** Runs one statement; times go in and come out as `Date` and epoch ms, names as in `Fields`. */
export type Run = <T = Fields>(sql: string, params?: readonly unknown[]) => Promise<T[]>;

/** A PostgreSQL database. Everything in it throws `LedgerError`. */
export interface Ledger {
  run: Run;
  /** Commits when `work` resolves. Short: it must not wait for anything but the ledger. */
  transaction<T>(work: (run: Run) => Promise<T>): Promise<T>;
  /** May be called again; later calls wait for the first. */
  close(): Promise<void>;
}

export interface LedgerOptions {
  /** Connections at once. Default 4. */
  connections?: number;
  /** After which a statement that got no answer counts as `unreachable`; 0 for never. Default 10 s. */
  timeoutMs?: number;
}

/** Connects when first asked; a database that is gone for a while is asked again each time. */
export function openLedger(databaseUrl: string, options: LedgerOptions = {}): Ledger {
  const { connections = 4, timeoutMs = 10_000 } = options;
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: connections,
    connectionTimeoutMillis: 5000,
    query_timeout: timeoutMs,
  });
  // An idle connection that breaks is replaced when next one is needed, and that is who tells.
  pool.on('error', () => undefined);
  let closed: Promise<void> | undefined;
  return {
    run: (sql, params) => withClient(pool, (client) => runOn(client)(sql, params)),
    transaction: (work) => withClient(pool, (client) => transact(client, work)),
    close: () => {
      closed ??= pool.end();
      return closed;
    },
  };
}

async function withClient<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect().catch((error: unknown) => {
    throw ledgerErrorOf(error);
  });
  // While it is out of the pool nobody else listens; the statement in hand rejects by itself.
  const ignore = () => undefined;
  client.on('error', ignore);
  let isUsable = true;
  try {
    return await work(client);
  } catch (error) {
    isUsable = !(error instanceof LedgerError && error.code === 'unreachable');
    throw error;
  } finally {
    client.removeListener('error', ignore);
    client.release(!isUsable);
  }
}

function runOn(client: pg.ClientBase): Run {
  return async <T>(sql: string, params: readonly unknown[] = []) => {
    try {
      const results = [await client.query<Record<string, unknown>>(sql, [...params])].flat();
      // Several statements at once, as a migration has them, have a result each.
      return (results.at(-1)?.rows ?? []).map(fieldsOf) as T[];
    } catch (error) {
      throw ledgerErrorOf(error);
    }
  };
}

async function transact<T>(client: pg.ClientBase, work: (run: Run) => Promise<T>): Promise<T> {
  const run = runOn(client);
  await run('begin');
  try {
    const result = await work(run);
    await run('commit');
    return result;
  } catch (error) {
    // What cannot be rolled back is dropped with its connection.
    if (!(error instanceof LedgerError && error.code === 'unreachable')) await run('rollback');
    throw error;
  }
}
