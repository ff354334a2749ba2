import type { Permission } from '../access/permission.ts';
import type { Episode } from '../read/episodes.ts';
import type { View } from './env.ts';

type Who = Pick<View, 'person'>;

/** Whether a form is worth showing: who has not said his name yet is asked for it then. */
export function mayDo({ person }: Who, permission: Permission, service: string): boolean {
  return person === undefined || person.can(permission, service);
}

export function maySee({ person }: Who, { found }: Pick<Episode, 'found'>): boolean {
  return maySeeService({ person }, found.service);
}

export function maySeeService({ person }: Who, service: string): boolean {
  return person === undefined || person.sees(service);
}
