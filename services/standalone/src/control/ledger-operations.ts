import {
  approveRestriction,
  beginHold,
  endHold,
  type Ledger,
  lockSubscriber,
  requestRelease,
  restrictionsOf,
} from '@sekisho/ledger';
import type { DestinationOperations } from './destination-operations.ts';
import type { Operations } from './operations.ts';
import type { VerdictOperations } from './verdict-operations.ts';

export const DAY_MS = 86_400_000;

/** @param onChange called when a person has changed what is to be barred. @param now epoch ms */
export function createLedgerOperations(
  ledger: Ledger,
  onChange: () => void,
  now: () => number,
): Omit<Operations, 'status' | keyof VerdictOperations | keyof DestinationOperations> {
  const changing = async <T>(change: Promise<T>): Promise<T> => {
    const changed = await change;
    onChange();
    return changed;
  };
  return {
    bars: (of) => restrictionsOf(ledger, of, now() - DAY_MS),
    release: (request) => changing(requestRelease(ledger, { ...request, now: now() })),
    approve: (request) => changing(approveRestriction(ledger, { ...request, now: now() })),
    lock: (request) => changing(lockSubscriber(ledger, { ...request, now: now() })),
    hold: (request) => beginHold(ledger, { ...request, now: now() }),
    resume: (request) => changing(endHold(ledger, { ...request, now: now() })),
  };
}
