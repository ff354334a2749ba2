import { type Policy, plainPolicy } from '@sekisho/restrictions';

/**
 * What stands where no policy file is named.
 * @param services those that are enforced; `*` stands for all
 */
export function createPolicy(services: readonly string[], staleAfterMs: number): Policy {
  return plainPolicy(services, staleAfterMs);
}
