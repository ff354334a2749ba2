import { AsyncLocalStorage } from 'node:async_hooks';
import { resolve } from 'node:path';
import type { PGlite, Transaction } from '@electric-sql/pglite';
import { LedgerError, ledgerErrorOf } from '../errors.ts';
import { fieldsOf } from '../fields.ts';
import type { Ledger, Run } from '../ledger.ts';
import { requireRoom } from './require-room.ts';
import { scheduleUpkeep } from './upkeep.ts';

export interface EmbeddedLedgerOptions {
  /** Hears of upkeep that failed; it is tried again. Default: a warning of the process. */
  onUpkeepFailed?(error: LedgerError): void;
}

/**
 * A ledger in a folder, in this process: no other process can reach it, and one may have it open.
 * `migrate` makes its tables. What a transaction or a statement changed is on the disk when it
 * resolves. Statements take turns; each stops the whole process while it works.
 *
 * In a transaction only its own `run` works: the ledger's, or another transaction, would wait for
 * it for ever, and throws `query` at once.
 *
 * A disk that is almost full is `unreachable`; one that fails stops the engine, and from then on
 * everything throws `stopped`.
 */
export async function openEmbeddedLedger(
  dir: string,
  options: EmbeddedLedgerOptions = {},
): Promise<Ledger> {
  const { onUpkeepFailed = (error) => process.emitWarning(error) } = options;
  const folder = resolve(dir);
  const database = await open(folder);
  const stopUpkeep = scheduleUpkeep(database, (error) => onUpkeepFailed(ledgerErrorOf(error)));
  const turns = new Turns();
  let closed: Promise<void> | undefined;
  return {
    run: async (sql, params) => {
      turns.check();
      requireRoom(folder);
      return runOn(database)(sql, params);
    },
    transaction: async (work) => {
      turns.check();
      requireRoom(folder);
      return transact(database, (run) => turns.within(() => work(run)));
    },
    close: () => {
      stopUpkeep();
      closed ??= database.close().catch((error: unknown) => {
        throw ledgerErrorOf(error);
      });
      return closed;
    },
  };
}

async function open(dir: string): Promise<PGlite> {
  // Most processes have a server, and no need of the engine's 20 MB.
  const [{ makeFolder }, { openDatabase }] = await Promise.all([
    import('./make-folder.ts'),
    import('./open-database.ts'),
  ]);
  try {
    await makeFolder(dir);
    return await openDatabase(dir);
  } catch (error) {
    const { code, message } = ledgerErrorOf(error);
    throw new LedgerError(code, `${dir} cannot be opened: ${message}`, error);
  }
}

/** Tells who would wait for itself. */
class Turns {
  readonly #within = new AsyncLocalStorage<{ isOpen: boolean }>();

  async within<T>(work: () => Promise<T>): Promise<T> {
    const transaction = { isOpen: true };
    try {
      return await this.#within.run(transaction, work);
    } finally {
      transaction.isOpen = false;
    }
  }

  check(): void {
    if (!this.#within.getStore()?.isOpen) return;
    throw new LedgerError('query', 'within a transaction, use the `run` that it was given');
  }
}

async function transact<T>(database: PGlite, work: (run: Run) => Promise<T>): Promise<T> {
  let failure: { error: unknown } | undefined;
  try {
    return await database.transaction(async (transaction) => {
      try {
        return await work(runOn(transaction));
      } catch (error) {
        failure = { error };
        throw error;
      }
    });
  } catch (error) {
    throw failure === undefined ? ledgerErrorOf(error) : failure.error;
  }
}

function runOn(client: Pick<Transaction, 'query' | 'exec'>): Run {
  return async <T>(sql: string, params: readonly unknown[] = []) => {
    try {
      // Several statements at once, as a migration has them, go without parameters alone.
      const results =
        params.length === 0 ? await client.exec(sql) : [await client.query(sql, [...params])];
      const rows = (results.at(-1)?.rows ?? []) as Record<string, unknown>[];
      return rows.map(fieldsOf) as T[];
    } catch (error) {
      throw ledgerErrorOf(error);
    }
  };
}
