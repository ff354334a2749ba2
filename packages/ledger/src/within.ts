import type { Ledger, Run } from './ledger.ts';

/** What works on a ledger, within a transaction that is open: all of it or nothing. */
export function within(run: Run): Ledger {
  return { run, transaction: (work) => work(run), close: () => Promise.resolve() };
}
