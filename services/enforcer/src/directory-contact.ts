import { type Ledger, showSubscriber } from '@sekisho/ledger';
import type { ContactOf } from './notices/notice-parts.ts';

/** Contacts as the ledger's directory has them. */
export function createDirectoryContact(ledger: Ledger): ContactOf {
  return async (subscriber, at) => {
    const entry = (await showSubscriber(ledger, subscriber, at))?.entry;
    if (entry === null || entry === undefined) return undefined;
    const { customer, contactName: name, contactEmail: email, language } = entry;
    return { customer, name, email, language };
  };
}
