import type { Rule } from './rule.ts';

/** Talk of one call, also while it is up. */
export const longCall: Rule = {
  unit: 'seconds',
  scale: 1000,
  evidence: 'longest',
  grows: true,
  measure: (window) => window.longestTalkMs(),
};
