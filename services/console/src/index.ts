export type { AccessEnv, Caller, Person, Program } from './access/caller.ts';
export { type Access, type AccessOptions, createAccess } from './access/create-access.ts';
export { loopbackOnly, NotLoopbackError } from './access/loopback-only.ts';
export type { PageLayout } from './access/parts.ts';
export type { Permission } from './access/permission.ts';
export { readAccessSettings } from './access/read-settings.ts';
export { AccessSettingsError } from './access/settings-error.ts';
export type { AccessSettings } from './access/settings-schema.ts';
