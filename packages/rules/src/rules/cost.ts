import type { Rule } from './rule.ts';

/** Yen in the window by the switch's rating or the rate deck, of calls that are up so far. */
export const cost: Rule = {
  unit: 'yen',
  scale: 1000,
  evidence: 'talked',
  grows: true,
  measure: (window) => window.costMilliYen(),
};
