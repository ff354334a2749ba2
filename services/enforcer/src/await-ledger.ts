import { countOpen, type Ledger, LedgerError } from '@sekisho/ledger';
import { type Log, retry } from '@sekisho/runtime';

/** Waits for the ledger; one that is there and will not do stops the service. */
export async function awaitLedger(ledger: Ledger, log: Log, signal: AbortSignal): Promise<void> {
  await retry(() => countOpen(ledger), {
    signal,
    onFailure(error, attempt) {
      const isPassing = error instanceof LedgerError && error.code === 'unreachable';
      if (!isPassing) throw error;
      if (attempt === 1) log.warn({ err: error }, 'waiting for the ledger');
    },
  });
}
