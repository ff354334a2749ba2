import type { Rule } from './rule.ts';

/** Calls begun in the window, each weighing what the risk lists and classes it matches weigh. */
export const risk: Rule = {
  unit: 'points',
  scale: 1000,
  evidence: 'begun',
  grows: false,
  measure: (window, _least, weightOf) => window.weight(weightOf),
};
