import { type Doubt, doubt } from './doubt.ts';
import type { DurationRole } from './duration-role.ts';
import type { TimeRoles } from './time-roles.ts';

/** An end without a date of its own lies a day too early where a call goes on over midnight. */
export function withoutEndOfSameDate(
  roles: TimeRoles,
  duration: DurationRole | undefined,
): TimeRoles {
  return hasSharedDate(roles) && duration !== undefined ? { ...roles, ended: undefined } : roles;
}

/** What became of such an end. */
export function midnightDoubts(told: TimeRoles, roles: TimeRoles): Doubt[] {
  if (!hasSharedDate(told)) return [];
  const end = `${told.ended?.name} have no date of their own for the end`;
  const message =
    roles.ended === undefined
      ? `${end}: the end is start and duration, so that calls over midnight are right`
      : `${end}: calls over midnight will be refused`;
  return [doubt('?midnight', message)];
}

function hasSharedDate({ started, ended }: TimeRoles): boolean {
  return ended !== undefined && ended.parts.length === 2 && ended.parts[0] === started?.parts[0];
}
