import { type Ledger, linesOfSubscriber } from '@sekisho/ledger';
import type { LinesOf } from './identities.ts';

/** Asks the ledger's directory each time: a line that was added a minute ago is barred too. */
export function linesIn(ledger: Ledger): LinesOf {
  return (subscriber) => linesOfSubscriber(ledger, subscriber, Date.now());
}
