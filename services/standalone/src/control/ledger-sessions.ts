import { randomUUID } from 'node:crypto';
import { type Ledger, LedgerError, type Run } from '@sekisho/ledger';

/** Whoever asked is gone; everything else in the ledger waits for a transaction. */
const IDLE_MS = 5000;

interface Session {
  run: Run;
  /** Ends the transaction. */
  end: PromiseWithResolvers<'commit' | 'rollback'>;
  /** Settles as the transaction does. */
  done: Promise<void>;
  timer: NodeJS.Timeout;
}

class RolledBack extends Error {}

/** The ledger of this process for others: statements, and transactions that they name by an id. */
export class LedgerSessions {
  readonly #ledger: Ledger;
  readonly #open = new Map<string, Session>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  async begin(): Promise<string> {
    const id = randomUUID();
    const begun = Promise.withResolvers<Run>();
    const end = Promise.withResolvers<'commit' | 'rollback'>();
    const done = this.#ledger.transaction(async (run) => {
      begun.resolve(run);
      if ((await end.promise) === 'rollback') throw new RolledBack();
    });
    done.catch(begun.reject);
    const run = await begun.promise;
    const timer = setTimeout(() => void this.end(id, 'rollback'), IDLE_MS);
    this.#open.set(id, { run, end, done, timer });
    return id;
  }

  /** @param id of a transaction; `undefined` for a statement by itself */
  run(id: string | undefined, sql: string, params: readonly unknown[]): Promise<unknown[]> {
    if (id === undefined) return this.#ledger.run(sql, params);
    const { run, timer } = this.#sessionOf(id);
    timer.refresh();
    return run(sql, params);
  }

  async end(id: string, how: 'commit' | 'rollback'): Promise<void> {
    const { end, done, timer } = this.#sessionOf(id);
    this.#open.delete(id);
    clearTimeout(timer);
    end.resolve(how);
    await done.catch((error: unknown) => {
      if (how === 'commit' || !(error instanceof RolledBack)) throw error;
    });
  }

  #sessionOf(id: string): Session {
    const session = this.#open.get(id);
    if (session !== undefined) return session;
    throw new LedgerError('conflict', `the transaction was given up after ${IDLE_MS} ms`);
  }
}
