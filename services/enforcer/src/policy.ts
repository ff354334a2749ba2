import type { EnforcementMode } from '@sekisho/restrictions';

/** What an operator has turned on. */
export interface Policy {
  modeOf(service: string): EnforcementMode;
  staleAfterMs: number;
}

/** @param services those that are enforced; `*` stands for all */
export function createPolicy(services: readonly string[], staleAfterMs: number): Policy {
  const enforced = new Set(services);
  return {
    modeOf: (service) => (enforced.has('*') || enforced.has(service) ? 'enforce' : 'shadow'),
    staleAfterMs,
  };
}
