import type { Evidence, Severity } from './alert-version.ts';
import type { ActiveRule } from './rule-set.ts';

/** A rule that reached a tier at an instant, in its fine unit. */
export interface Firing {
  rule: ActiveRule;
  severity: Severity;
  observed: number;
  threshold: number;
  /** The window (from, to] and scope, to name the calls that counted. */
  from: number;
  to: number;
  scope: string | undefined;
  /** What the figure is made of, where it is a score. */
  evidence?: readonly Evidence[];
}
