/** A step that a detector takes: `restrict` closes a line for a while, `ask` asks a person. */
export interface Decision {
  subscriber: string;
  /** Epoch ms. */
  at: number;
  /** When the restriction ends; `at` of a decision to ask, which closes nothing. */
  until: number;
  kind: 'restrict' | 'ask';
  /** 0–100. */
  score: number;
}

/** How an alert was scored at an instant, for the frontier. */
export interface ScoredVersion {
  alert: string;
  subscriber: string;
  /** Epoch ms. */
  at: number;
  /** 0–100. */
  score: number;
}

/** A destination that a detector asks people to decide on. Times are epoch ms. */
export interface DestinationDecision {
  /** Leading digits, or a country key. */
  key: string;
  kind: 'hotline' | 'attacked';
  openedAt: number;
  /** When the first and the newest of those called who count. */
  firstAt: number;
  lastAt: number;
}

/**
 * What a detector is compared as: under evaluation, the same with its restrictions in force, at
 * another score, without some of its evidence, or something else.
 */
export type Role = 'detector' | 'operation' | 'tuned' | 'baseline' | 'ablation';

/** What one detector did on one run of traffic. */
export interface DetectorRun {
  detector: string;
  role: Role;
  decisions: readonly Decision[];
  /** In the order they came; none of a detector without a score. */
  versions: readonly ScoredVersion[];
  /** Absent of a detector that makes none. */
  destinations?: readonly DestinationDecision[];
}
