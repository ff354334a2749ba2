import { type Ledger, LedgerError } from '@sekisho/ledger';
import { type RecordLog, RecordLogError } from '@sekisho/record-log';

type Fail = (error: unknown) => void;

/** The ledger; when its engine has stopped for good, the process ends, to be started again. */
export function endWithLedger(ledger: Ledger, fail: Fail): Ledger {
  const watched = <T>(work: Promise<T>) => telling(work, isStopped, fail);
  return {
    run: (sql, params) => watched(ledger.run(sql, params)),
    transaction: (work) => watched(ledger.transaction(work)),
    close: () => ledger.close(),
  };
}

/** Appends; when the log can take nothing any more, the process ends, to be started again. */
export function appendOrEnd(log: RecordLog, fail: Fail): Pick<RecordLog, 'append'> {
  return { append: (records) => telling(log.append(records), isUnusable, fail) };
}

async function telling<T>(
  work: Promise<T>,
  isTheEnd: (error: unknown) => boolean,
  fail: Fail,
): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (isTheEnd(error)) fail(error);
    throw error;
  }
}

function isStopped(error: unknown): boolean {
  return error instanceof LedgerError && error.code === 'stopped';
}

function isUnusable(error: unknown): boolean {
  return error instanceof RecordLogError && error.code === 'unusable';
}
