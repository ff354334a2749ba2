/**
 * Where a restriction stands. `shadow` and `proposed` wait for fresh evidence or a person,
 * `released` and `expired` are final. `failed` says that the switch refused for good: automation
 * has stopped there, and only a person goes on, by approving or releasing.
 */
export const STATES = [
  'shadow',
  'proposed',
  'applying',
  'applied',
  'releasing',
  'released',
  'expired',
  'failed',
] as const;

export type RestrictionState = (typeof STATES)[number];

/**
 * Of these a subscriber has at most one per service, kind and scope. `failed` is not among them,
 * though the switch may still hold its entry: a place kept there would leave the next attack on
 * that line without a bar. Entries on the switch are told apart by restriction.
 */
export const LIVE_STATES = ['applying', 'applied', 'releasing'] as const;

export const FINAL_STATES = ['released', 'expired'] as const;

export function isLive(state: RestrictionState): boolean {
  return LIVE_STATES.some((live) => live === state);
}

export function isFinal(state: RestrictionState): boolean {
  return FINAL_STATES.some((final) => final === state);
}
