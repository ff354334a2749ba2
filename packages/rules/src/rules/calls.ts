import type { Rule } from './rule.ts';

/** Velocity: calls begun in the window, answered or not. */
export const calls: Rule = {
  unit: 'calls',
  scale: 1,
  evidence: 'begun',
  grows: false,
  measure: (window) => window.calls(),
};
