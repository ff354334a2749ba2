import type { RestrictionState } from '@sekisho/restrictions';

/** When something is to be done about a restriction; never where only a person can. */
export function nextAtOf(state: RestrictionState, until: number, now: number): number | null {
  if (state === 'applying' || state === 'releasing') return now;
  return state === 'applied' || state === 'proposed' ? until : null;
}
