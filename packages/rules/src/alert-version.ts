/** How grave an alert is: `critical` decides to restrict, `warning` asks a person. */
export type Severity = 'warning' | 'critical';

/** What one rule saw at its worst, in the unit that operators write. */
export interface Finding {
  /** The rule's id in the rule set. */
  rule: string;
  severity: Severity;
  observed: number;
  /** Of the tier that was reached: `observed` is at or above it. */
  threshold: number;
  /** Seconds; 0 where the rule has no window. */
  window: number;
  /** Offsets of the newest records of the calls that counted, newest last, at most 1,000. */
  calls: readonly number[];
}

/** A decision to close a subscriber's international calling for a while. */
export interface Restriction {
  restrictionId: string;
  /** Epoch ms: the subscriber's newest `at` when it fell, or the due time of the timer behind it. */
  at: number;
  until: number;
  severity: Severity;
  score: number;
  rules: readonly string[];
}

/** An alert as it stood after one growth step. Steps count up by one from 1. */
export interface AlertVersion {
  alertId: string;
  step: number;
  /** Offset of the subscriber's newest record when the step was made. */
  offset: number;
  /** Epoch ms at which the step fell, on the subscriber's clock. */
  at: number;
  subscriber: string;
  service: string;
  openedAt: number;
  /** The newest instant at which a rule fired: how fresh the evidence is. */
  lastAt: number;
  /** The oldest one. */
  firstAt: number;
  /** Calls begun from then on are the episode's. */
  since: number;
  /** When the newest call began that a rule fired on. */
  evidenceStartedAt: number;
  closedAt: number | null;
  severity: Severity;
  /** 0–100. */
  score: number;
  rules: readonly Finding[];
  calls: number;
  costMilliYen: number;
  /** Country keys, sorted. */
  countries: readonly string[];
  restriction: Restriction | null;
  ruleSetVersion: string;
}
