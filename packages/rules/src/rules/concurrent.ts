import type { Rule } from './rule.ts';

/** Calls up at once, seen from starts or inferred from stops whose spans overlap. */
export const concurrent: Rule = {
  unit: 'calls',
  scale: 1,
  evidence: 'overlapping',
  grows: false,
  measure: (window, least) => window.concurrent(least),
};
