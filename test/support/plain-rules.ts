import { fileURLToPath } from 'node:url';

/**
 * The simple rules that ship, for tests of all but the evidence: whether a few minutes of traffic
 * alert does not hang on what the weights were last fitted to.
 */
export const PLAIN_RULES = fileURLToPath(
  new URL('../../packages/rules/rule-sets/plain.yaml', import.meta.url),
);
