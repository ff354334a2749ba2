import { ROLES, type Role, TOKEN_SCOPES, type TokenScope } from '@sekisho/ledger';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PERMISSIONS, type Permission } from './permission.ts';
import { createRights } from './rights.ts';
import { buildPerson, buildProgram } from './testing/build-caller.ts';

const rights = createRights({ operatorsReveal: false });
const permissions = Object.keys(PERMISSIONS) as Permission[];

const LETTERS: Readonly<Record<string, Role>> = {
  v: 'viewer',
  o: 'operator',
  a: 'analyst',
  l: 'lead',
  d: 'admin',
  u: 'auditor',
};

/** Who has it, written out a second time. */
const EXPECTED: Readonly<Record<Permission, string>> = {
  'alerts.read': 'voaldu',
  'rules.read': 'voaldu',
  'reports.read': 'voaldu',
  'cases.work': 'oal',
  'verdicts.give': 'oal',
  'restrictions.propose': 'ol',
  'restrictions.bar': 'ol',
  'restrictions.release': 'ol',
  'numbers.reveal': 'al',
  'sql.run': 'alu',
  'rules.edit': 'al',
  'requests.make': 'oald',
  'requests.approve': 'l',
  'requests.break-glass': 'l',
  'settings.manage': 'd',
  'audit.read': 'lu',
  'cdrs.write': '',
};

const ROLE_CASES = permissions.flatMap((permission) =>
  ROLES.map((role) => {
    const letter = Object.keys(LETTERS).find((each) => LETTERS[each] === role)!;
    return { role, permission, may: EXPECTED[permission].includes(letter) };
  }),
);

const SCOPES: Readonly<Record<TokenScope, Permission>> = {
  'alerts:read': 'alerts.read',
  'alerts:ack': 'cases.work',
  'restrictions:propose': 'restrictions.propose',
  'restrictions:release': 'restrictions.release',
  'rules:read': 'rules.read',
  'reports:read': 'reports.read',
  'cdr:write': 'cdrs.write',
};

const SCOPE_CASES = permissions.flatMap((permission) =>
  TOKEN_SCOPES.map((scope) => ({ scope, permission, may: SCOPES[scope] === permission })),
);

describe('rights', () => {
  it.each(ROLE_CASES)('$role, $permission: $may', ({ role, permission, may }) => {
    const person = buildPerson([{ role, services: ['*'] }]);
    expect(rights.can(person, permission, 'hikari')).toBe(may);
    expect(rights.can(person, permission)).toBe(may);
    expect(rights.servicesOf(person, permission)).toEqual(may ? '*' : []);
  });

  it.each(SCOPE_CASES)('a token, $scope, $permission: $may', ({ scope, permission, may }) => {
    const program = buildProgram({ scopes: [scope] });
    expect(rights.can(program, permission, 'hikari')).toBe(may);
  });

  it.each([
    'requests.approve',
    'requests.break-glass',
    'numbers.reveal',
    'restrictions.bar',
    'verdicts.give',
    'settings.manage',
    'audit.read',
    'sql.run',
  ] as const)('are not for tokens, with all scopes: %s', (permission) => {
    for (const of of [rights, createRights({ operatorsReveal: true })]) {
      expect(of.can(buildProgram({ scopes: TOKEN_SCOPES }), permission)).toBe(false);
    }
  });

  it.each(permissions)('are nobody’s who is not signed in: %s', (permission) => {
    expect(rights.can(undefined, permission)).toBe(false);
    expect(rights.servicesOf(undefined, permission)).toEqual([]);
  });

  it('let operators reveal where that is enabled, and nobody else', () => {
    const enabled = createRights({ operatorsReveal: true });
    const may = ROLES.filter((role) =>
      enabled.can(buildPerson([{ role, services: ['*'] }]), 'numbers.reveal', 'hikari'),
    );
    expect(may).toEqual(['operator', 'analyst', 'lead']);
  });

  it('keep what is of the installation to who has all services', () => {
    const person = buildPerson([{ role: 'analyst', services: ['hikari'] }]);
    expect(rights.can(person, 'sql.run')).toBe(false);
    expect(rights.can(person, 'sql.run', 'hikari')).toBe(false);
    expect(rights.can(person, 'verdicts.give', 'hikari')).toBe(true);
  });

  it('are of one grant each: a role in one service gives nothing in another', () => {
    const person = buildPerson([
      { role: 'viewer', services: ['*'] },
      { role: 'lead', services: ['hikari'] },
    ]);
    expect(rights.can(person, 'requests.approve', 'hikari')).toBe(true);
    expect(rights.can(person, 'requests.approve', 'call-pro')).toBe(false);
    expect(rights.servicesOf(person, 'requests.approve')).toEqual(['hikari']);
    expect(rights.servicesOf(person, 'alerts.read')).toBe('*');
  });

  it('never reach beyond the services of any grant', () => {
    const grant = fc.record({
      role: fc.constantFrom(...ROLES),
      services: fc.subarray(['a', 'b', 'c']),
    });
    fc.assert(
      fc.property(
        fc.array(grant),
        fc.constantFrom(...permissions),
        fc.constantFrom('a', 'b', 'c'),
        (grants, permission, service) => {
          if (!rights.can(buildPerson(grants), permission, service)) return;
          expect(grants.flatMap(({ services }) => services)).toContain(service);
        },
      ),
    );
  });
});
