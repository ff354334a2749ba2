import type { Ledger, Run } from '@sekisho/ledger';
import type { AskProcess } from './control-client.ts';
import { wire } from './wire-values.ts';

/** The ledger that another process has open, through that process. */
export function createRemoteLedger(ask: AskProcess): Ledger {
  const runIn =
    (transaction?: string): Run =>
    <T>(sql: string, params: readonly unknown[] = []) =>
      ask<T[]>('ledger-run', { transaction, sql, params: wire(params) });
  return {
    run: runIn(),
    async transaction(work) {
      const transaction = await ask<string>('ledger-begin', {});
      try {
        const result = await work(runIn(transaction));
        await ask('ledger-end', { transaction, how: 'commit' });
        return result;
      } catch (error) {
        // One that was committed, or given up, is not open any more, which changes nothing.
        await ask('ledger-end', { transaction, how: 'rollback' }).catch(() => undefined);
        throw error;
      }
    },
    close: () => Promise.resolve(),
  };
}
