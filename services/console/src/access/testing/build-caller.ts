import type { Grant } from '@sekisho/ledger';
import type { Person, Program } from '../caller.ts';

export function buildPerson(grants: readonly Grant[], changes: Partial<Person> = {}): Person {
  return {
    kind: 'person',
    sessionNo: 1,
    subject: 'oidc:7',
    name: 'Sato',
    way: 'oidc',
    grants,
    since: 0,
    seenAt: 0,
    freshAt: 0,
    until: 1,
    ...changes,
  };
}

export function buildProgram(changes: Partial<Program> = {}): Program {
  const name = 'ticket system';
  const base = { kind: 'program', subject: 'token:abcd1234', name, until: 1 } as const;
  return { ...base, scopes: [], services: ['*'], ...changes };
}
