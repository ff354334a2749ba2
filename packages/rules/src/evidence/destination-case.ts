/**
 * Why people should look at a destination: many lawful callers of one number there, or several
 * subscribers who are suspected or barred.
 */
export type DestinationCaseKind = 'hotline' | 'attacked';

/** How much a case is about. Each is the most that counted at one time. */
export interface CaseFigures {
  /** Distinct subscribers to whom the destination was new. */
  callers: number;
  /** Of them, those whose own evidence speaks against them, the barred included. */
  suspected: number;
  barred: number;
  /** By how much they are beyond what history lets expect, in nats. */
  surprise: number;
}

/** A destination case as it stood after one growth step. Steps count up by one from 1. */
export interface DestinationCaseVersion extends CaseFigures {
  caseId: string;
  step: number;
  /** Leading digits of the numbers, or a country key. */
  key: string;
  kind: DestinationCaseKind;
  /** Epoch ms at which it took what a case takes. */
  openedAt: number;
  /** Epoch ms at which the step fell. */
  at: number;
  /** When the first of those called who count. */
  firstAt: number;
  /** When the newest of them called. */
  lastAt: number;
  /** It ends then, unless somebody calls who counts. */
  endsAt: number;
  /** Callers that one would expect within the time in which they count. */
  expected: number;
  /** Of a hotline: hashes of the numbers that many call. */
  hotlines: readonly number[];
  ruleSetVersion: string;
}

/** What a destination case takes. */
export interface DestinationThresholds {
  /** Callers of one number, none of them suspected by much: a hotline. */
  hotline: number;
  /** Suspected or barred callers: an attacked range. */
  attacked: number;
  /** At least such a share of all callers must be suspected or barred. */
  share: number;
  /** Own evidence, as a share of what restricts, that makes a caller suspected. */
  suspected: number;
  /** Nats beyond what history lets expect. */
  surprise: number;
  /** A case ends after so long without a caller who counts. */
  quietAfterMs: number;
}
