import type { Rule } from './rule.ts';

/** Answered minutes in the window, of calls that are up those so far. */
export const minutes: Rule = {
  unit: 'minutes',
  scale: 60_000,
  evidence: 'talked',
  grows: true,
  measure: (window) => window.talkMs(),
};
