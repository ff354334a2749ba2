/** A restriction that is told, as far as it says whether somebody has to do something. */
export interface ToldRestriction {
  state: string;
  reason: string;
}

/**
 * Whether somebody has to act, so that silence moves the notice up the ladder: nothing bars a line
 * that should be barred.
 */
export function needsPerson({ state, reason }: ToldRestriction): boolean {
  return state === 'failed' || state === 'shadow' || (state === 'proposed' && reason !== 'lapsed');
}
