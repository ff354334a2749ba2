import { calls } from './calls.ts';
import { concurrent } from './concurrent.ts';
import { cost } from './cost.ts';
import { countries } from './countries.ts';
import { longCall } from './long-call.ts';
import { minutes } from './minutes.ts';
import { risk } from './risk.ts';
import type { Rule } from './rule.ts';

/** Every kind of rule by the name that a rule set calls it: a new one is added here. */
export const ruleKinds = {
  calls,
  minutes,
  cost,
  concurrent,
  'long-call': longCall,
  countries,
  risk,
} satisfies Record<string, Rule>;

export type RuleKind = keyof typeof ruleKinds;
