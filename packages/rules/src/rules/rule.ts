import type { RuleWindow } from './rule-window.ts';

/** What a rule's figure counts, for a person to read. */
type RuleUnit = 'calls' | 'minutes' | 'yen' | 'seconds' | 'countries' | 'points';

/**
 * One kind of rule: how it measures a window. Its figure is an integer in its own fine unit, so
 * that nothing drifts; `scale` of those make one of the unit that operators write.
 */
export interface Rule {
  unit: RuleUnit;
  scale: number;
  /**
   * Which calls are its evidence: those begun in the window, those whose talk and cost counted,
   * those up at the same time as the call at hand, the longest, or those that were new.
   */
  evidence: 'begun' | 'talked' | 'overlapping' | 'longest' | 'novel';
  /** Whether its figure grows while a call is up, so that a timer must watch it. */
  grows: boolean;
  /**
   * @param least a figure below this is of no interest and may be given as 0
   * @param weightOf points of a call to a destination, in thousandths
   */
  measure(window: RuleWindow, least: number, weightOf: (destination: number) => number): number;
}
