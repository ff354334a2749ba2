import { ALL_SERVICES } from '@sekisho/ledger';
import type { Person as SignedIn } from '../access/caller.ts';
import { type Permission, ruleOf } from '../access/permission.ts';
import type { Rights } from '../access/rights.ts';

/** Who acts, and what is his to do. */
export interface Person {
  /** What is written down as who did it. */
  subject: string;
  name: string;
  /** Nobody has checked it. */
  isClaimed: boolean;
  /** In a service; without one, in any. */
  can(permission: Permission, service?: string): boolean;
  /** Whether what belongs to a service may be shown. */
  sees(service: string): boolean;
}

/** Whoever is on this machine, under the name that he gave: what an operator may do, nothing more. */
export function claimedPerson(name: string): Person {
  const can = (permission: Permission) => ruleOf(permission).roles.includes('operator');
  return { subject: name, name, isClaimed: true, can, sees: () => true };
}

export function signedInPerson(caller: SignedIn, { can, servicesOf }: Rights): Person {
  const seen = servicesOf(caller, 'alerts.read');
  return {
    subject: caller.subject,
    name: caller.name,
    isClaimed: false,
    can: (permission, service) => can(caller, permission, service),
    sees: (service) => seen === ALL_SERVICES || seen.includes(service),
  };
}
