import { ROLES, type Role, type TokenScope } from '@sekisho/ledger';

interface PermissionRule {
  roles: readonly Role[];
  /** Roles that have it where the settings say so. */
  ifEnabled?: readonly Role[];
  /** With which a program has it; without one no program ever does. */
  scope: TokenScope | null;
  /** What is of the whole installation takes a grant for all services. */
  reach: 'service' | 'installation';
}

/** Who may do what. Whatever is not here nobody may. */
export const PERMISSIONS = {
  /** Alerts, cases, restrictions, health: with numbers masked. */
  'alerts.read': { roles: ROLES, scope: 'alerts:read', reach: 'service' },
  'rules.read': { roles: ROLES, scope: 'rules:read', reach: 'service' },
  'reports.read': { roles: ROLES, scope: 'reports:read', reach: 'service' },
  /** Take, assign, note, contact. */
  'cases.work': {
    roles: ['operator', 'analyst', 'lead'],
    scope: 'alerts:ack',
    reach: 'service',
  },
  'verdicts.give': { roles: ['operator', 'analyst', 'lead'], scope: null, reach: 'service' },
  /** Ask for a bar of one subscriber, for a person to decide on. */
  'restrictions.propose': {
    roles: ['operator', 'lead'],
    scope: 'restrictions:propose',
    reach: 'service',
  },
  /** Bar one subscriber, or prolong that for 24 hours at most. */
  'restrictions.bar': { roles: ['operator', 'lead'], scope: null, reach: 'service' },
  'restrictions.release': {
    roles: ['operator', 'lead'],
    scope: 'restrictions:release',
    reach: 'service',
  },
  /** The numbers of one case, with a reason. */
  'numbers.reveal': {
    roles: ['analyst', 'lead'],
    ifEnabled: ['operator'],
    scope: null,
    reach: 'service',
  },
  /** On masked views, which are of all services. */
  'sql.run': { roles: ['analyst', 'lead', 'auditor'], scope: null, reach: 'installation' },
  /** Rules and lists: edit, replay, shadow. */
  'rules.edit': { roles: ['analyst', 'lead'], scope: null, reach: 'installation' },
  /** Ask for what takes two persons. */
  'requests.make': {
    roles: ['operator', 'analyst', 'lead', 'admin'],
    scope: null,
    reach: 'service',
  },
  /** Of another person. */
  'requests.approve': { roles: ['lead'], scope: null, reach: 'service' },
  /** Without a second person. */
  'requests.break-glass': { roles: ['lead'], scope: null, reach: 'service' },
  /** Services, channels, people, tokens. */
  'settings.manage': { roles: ['admin'], scope: null, reach: 'installation' },
  /** With reveals; verify and export. */
  'audit.read': { roles: ['lead', 'auditor'], scope: null, reach: 'service' },
  /** Hand in call detail records. */
  'cdrs.write': { roles: [], scope: 'cdr:write', reach: 'service' },
} as const satisfies Readonly<Record<string, PermissionRule>>;

export type Permission = keyof typeof PERMISSIONS;

export function ruleOf(permission: Permission): PermissionRule {
  return PERMISSIONS[permission];
}
