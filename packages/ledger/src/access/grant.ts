export const ROLES = ['viewer', 'operator', 'analyst', 'lead', 'admin', 'auditor'] as const;
export type Role = (typeof ROLES)[number];

/** In place of a service's name: all of them. */
export const ALL_SERVICES = '*';

/** A role, in these services alone. */
export interface Grant {
  role: Role;
  services: readonly string[];
}

/** What a program may be let to do. Approving and revealing are not among it. */
export const TOKEN_SCOPES = [
  'alerts:read',
  'alerts:ack',
  'restrictions:propose',
  'restrictions:release',
  'rules:read',
  'reports:read',
  'cdr:write',
] as const;
export type TokenScope = (typeof TOKEN_SCOPES)[number];
