import type { Rule } from './rule.ts';

/** Distinct countries called in the window. */
export const countries: Rule = {
  unit: 'countries',
  scale: 1,
  evidence: 'begun',
  grows: false,
  measure: (window) => window.countries(),
};
