import { type Ledger, traitsOfSubscriber } from '@sekisho/ledger';

/** As much of a subscriber as policies tell apart. */
interface Traits {
  kind: string;
  critical: boolean;
}

/** @param at epoch ms */
export type TraitsOf = (subscriber: string, at: number) => Promise<Traits | undefined>;

/** Asks the directory in the ledger. */
export function traitsFromLedger(ledger: Ledger): TraitsOf {
  return (subscriber, at) => traitsOfSubscriber(ledger, subscriber, at);
}
