import type { BreakerScope } from '@sekisho/ledger';
import type { Policy } from '@sekisho/restrictions';

/** How many bars may begin by themselves: of all services, and of one. */
export function breakerLimits(policy: Policy, service: string): BreakerScope[] {
  const own = policy.of(service).breaker;
  const all = { service: '*', ...policy.breaker };
  return own === undefined ? [all] : [{ service, ...own }, all];
}
