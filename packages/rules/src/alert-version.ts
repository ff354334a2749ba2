/** How grave an alert is: `critical` decides to restrict, `warning` asks a person. */
export type Severity = 'warning' | 'critical';

/** One piece of evidence behind a score: what was seen beside what is usual, and its share in it. */
export interface Evidence {
  /** e.g. `novel-exposure`, or a pair `new-source×rare-country`. */
  name: string;
  observed: number;
  usual: number;
  /** Points of the score that it gave. */
  points: number;
}

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
  evidence?: readonly Evidence[];
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
  /** Of the newest leg that rules count, whosever it is, when the step was made. */
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
  /** `''` where no weights were used. */
  weightsVersion: string;
}
