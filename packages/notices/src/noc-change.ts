/** What happened to an episode that the NOC is told of. */
export type NocChange =
  | { what: 'opened' }
  | { what: 'restriction'; state: string; reason: string; decidedBy: string }
  | { what: 'lapsed' };

const TOLD_STATES = ['shadow', 'proposed', 'applied', 'failed', 'released', 'expired'];
/** Nothing has changed for the line. */
const UNTOLD_REASONS = ['superseded', 'past'];

/** Whether a restriction's transition is told: what is under way is not. */
export function isTold({ state, reason }: { state: string; reason: string }): boolean {
  return TOLD_STATES.includes(state) && !UNTOLD_REASONS.includes(reason);
}

/** Whether somebody has to do something, so that silence moves the notice up the ladder. */
export function needsPerson(change: NocChange): boolean {
  if (change.what !== 'restriction') return true;
  const { state, reason } = change;
  return state === 'failed' || (state === 'proposed' && reason !== 'lapsed') || state === 'shadow';
}
