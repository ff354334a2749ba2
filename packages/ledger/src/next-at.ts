import type { RestrictionState } from '@sekisho/restrictions';
import { RENEW_BEFORE_MS } from './lock.ts';

/** When something is to be done about a restriction; never where only a person can. */
export function nextAtOf(
  state: RestrictionState,
  until: number,
  now: number,
  kind: 'fraud' | 'request' = 'fraud',
): number | null {
  if (state === 'applying' || state === 'releasing') return now;
  // It is renewed before the switch would drop it.
  if (kind === 'request' && state === 'applied') return until - RENEW_BEFORE_MS;
  return state === 'applied' || state === 'proposed' ? until : null;
}
